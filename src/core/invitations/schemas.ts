import { z } from "zod";
import { Email, Id, Instant, RequiredText, Role } from "../kernel/shapes.ts";
import { Password } from "../users/schemas.ts";

export const CreateInvitationInput = z
  .strictObject({
    email: Email,
    name: RequiredText(120),
    role: Role,
    roleId: Id.nullable().optional().describe("The role of your own, for the role `custom`. Absent: a built-in role."),
  })
  .meta({ id: "CreateInvitation", example: { email: "sam@example.com", name: "Sam Carter", role: "agent" } });

export const InvitationTarget = z.strictObject({ id: Id });

export const invitationStates = ["open", "expired", "accepted", "revoked"] as const;

export const InvitationView = z
  .object({
    id: Id,
    email: z.string(),
    name: z.string(),
    role: Role,
    roleId: Id.nullable().describe("The role of your own; null with a built-in one."),
    state: z.enum(invitationStates),
    invitedBy: z.string(),
    createdAt: Instant,
    sentAt: Instant.describe("Of the last mail; those before it are void."),
    expiresAt: Instant,
  })
  .meta({ id: "Invitation" });
export type InvitationView = z.output<typeof InvitationView>;

export const InvitationPage = z.object({ data: z.array(InvitationView), nextCursor: z.string().nullable() });

export const SentInvitation = InvitationView.extend({
  token: z
    .string()
    .nullable()
    .describe(
      "Shown this once, and in the mail: the link is `/invitation#` and the token. Null when the call is a repeat with the same idempotency key.",
    ),
}).meta({ id: "SentInvitation" });

/** What the holder of a link may know before accepting. */
export const InvitationFacts = z.object({
  shop: z.string(),
  email: z.string(),
  name: z.string(),
  invitedBy: z.string(),
  expiresAt: Instant,
});

export const AcceptInvitationInput = z.strictObject({
  token: z.string().max(200),
  name: RequiredText(120),
  password: Password,
});

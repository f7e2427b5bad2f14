import { z } from "zod";
import { actorTypes } from "../kernel/actor.ts";
import { cursorInput, limitInput } from "../kernel/page.ts";
import { Id, Instant } from "../kernel/shapes.ts";

const AuditActor = z.object({ type: z.enum(actorTypes), id: z.string(), name: z.string() }).meta({ id: "AuditActor" });

export const AuditChange = z
  .object({
    field: z.string(),
    before: z.unknown().describe("Null when it was not told before."),
    after: z.unknown(),
  })
  .meta({ id: "AuditChange" });

export const AuditEntry = z
  .object({
    id: Id.describe("The event's id."),
    at: Instant,
    type: z.string(),
    subjectType: z.string(),
    subjectId: Id,
    sequence: z.int(),
    actor: AuditActor,
    transport: z.string(),
    address: z.string().nullable().describe("The client's; null for the hub's own work and for events of before."),
    requestId: z.string(),
    changes: z
      .array(AuditChange)
      .describe("What it changed. Values that its schema declares as personal or secret read `[redacted]`."),
  })
  .meta({ id: "AuditEntry" });
export type AuditEntry = z.output<typeof AuditEntry>;

const text = z.string().trim().min(1).max(200);

const filters = {
  type: z
    .string()
    .regex(/^[a-z_]+\.(\*|[a-z_]+)$/, "A type of event such as order.held, or order.* for all of a subject.")
    .optional(),
  actor: text.optional().describe("The id of a user, key or client, or a part of its name."),
  transport: text.optional(),
  address: text.optional(),
  subject: Id.optional().describe("Only about this order, customer, key…"),
  from: Instant.optional(),
  to: Instant.optional(),
};

export const AuditFilters = z.strictObject(filters);
export const ListAuditEntriesInput = z.strictObject({ ...filters, limit: limitInput, cursor: cursorInput });
export type ListAuditEntriesInput = z.output<typeof ListAuditEntriesInput>;

export const AuditEntryPage = z.object({
  data: z.array(AuditEntry).describe("May be shorter than the limit, even empty, where filters match seldom."),
  nextCursor: z.string().nullable().describe("Null at the end only."),
});

export const AuditHead = z
  .object({
    link: z.int(),
    head: z.string().describe("SHA-256 in hexadecimal."),
    at: Instant.nullable(),
  })
  .meta({ id: "AuditHead" });
export const AuditHeads = z.object({ data: z.array(AuditHead), nextCursor: z.string().nullable() });

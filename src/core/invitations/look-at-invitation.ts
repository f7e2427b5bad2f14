import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { invitationAccepted, invitationExpired, invitationRevoked, unknownInvitation } from "./errors.ts";
import { refuseClosed } from "./record.ts";
import { InvitationFacts } from "./schemas.ts";
import { readByHash, readShopName } from "./store.ts";
import { hashOf } from "./token.ts";

export const lookAtInvitation = query({
  name: "invitations.look",
  summary: "Returns what the holder of a link is invited to. Changes nothing: mail scanners follow links.",
  scope: "system",
  audience: "operator",
  input: z.strictObject({ token: z.string().max(200) }),
  output: InvitationFacts,
  failures: [unknownInvitation, invitationAccepted, invitationRevoked, invitationExpired],
  run: async ({ read, now }, { token }) => {
    const [record, shop] = await Promise.all([readByHash(read, hashOf(token)), readShopName(read)]);
    if (record === undefined) throw unknownInvitation();
    refuseClosed(record, now);
    const { email, name, invitedBy, expiresAt } = record;
    return { shop, email, name, invitedBy, expiresAt: expiresAt.toISOString() };
  },
});

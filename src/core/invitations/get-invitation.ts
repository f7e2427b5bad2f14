import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { viewOf } from "./record.ts";
import { InvitationTarget, InvitationView } from "./schemas.ts";
import { readInvitation } from "./store.ts";

export const getInvitation = query({
  name: "invitations.get",
  summary: "Returns one invitation, also one that was accepted or revoked.",
  scope: "users:read",
  audience: "public",
  input: InvitationTarget,
  output: InvitationView,
  failures: [notFound],
  run: async ({ read, now }, { id }) => {
    const record = await readInvitation(read, id);
    if (record === undefined) throw notFound("invitation", id);
    return viewOf(record, now);
  },
});

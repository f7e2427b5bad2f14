import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { Id } from "../kernel/shapes.ts";
import { readSealedToken } from "./store.ts";

/** For the worker that sends the mail: nothing that is stored or shown has the link. */
export const openInvitationToken = query({
  name: "invitations.openToken",
  summary: "Returns the token of the mail that an event caused; null once the link has ended.",
  scope: "system",
  audience: "operator",
  input: z.strictObject({ eventId: Id }),
  output: z.object({ token: z.string().nullable() }),
  failures: [],
  run: async ({ read, now, sealer }, { eventId }) => {
    const sealed = await readSealedToken(read, eventId, now);
    return { token: sealed === undefined ? null : sealer.open(sealed) };
  },
});

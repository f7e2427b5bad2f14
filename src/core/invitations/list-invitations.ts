import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { viewOf } from "./record.ts";
import { InvitationPage } from "./schemas.ts";
import { readPending } from "./store.ts";

export const listInvitations = query({
  name: "invitations.list",
  summary: "Lists the invitations that were neither accepted nor revoked, the newest first.",
  scope: "users:read",
  audience: "public",
  input: z.strictObject({}),
  output: InvitationPage,
  failures: [],
  run: async ({ read, now }) => ({
    data: (await readPending(read)).map((record) => viewOf(record, now)),
    nextCursor: null,
  }),
});

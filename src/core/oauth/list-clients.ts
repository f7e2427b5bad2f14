import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { viewOf } from "./record.ts";
import { OAuthClientView } from "./schemas.ts";
import { listClients } from "./store.ts";

export const listOAuthClients = query({
  name: "oauthClients.list",
  summary: "Lists OAuth clients, newest first, including revoked ones; never their secrets.",
  scope: "keys:write",
  audience: "public",
  input: z.strictObject({}),
  output: z.object({ data: z.array(OAuthClientView), nextCursor: z.string().nullable() }),
  failures: [],
  run: async ({ read }) => ({ data: (await listClients(read)).map(viewOf), nextCursor: null }),
});

import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { viewOf } from "./record.ts";
import { ApiKeyView } from "./schemas.ts";
import { listKeys } from "./store.ts";

export const listApiKeys = query({
  name: "apiKeys.list",
  summary: "Lists API keys, newest first, including revoked ones; never their secrets.",
  scope: "keys:write",
  audience: "public",
  input: z.strictObject({}),
  output: z.object({ data: z.array(ApiKeyView), nextCursor: z.string().nullable() }),
  failures: [],
  run: async ({ read }) => ({ data: (await listKeys(read)).map(viewOf), nextCursor: null }),
});

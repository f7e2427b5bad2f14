import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { viewOf } from "./record.ts";
import { ApiKeyPage } from "./schemas.ts";
import { listKeys } from "./store.ts";

export const listApiKeys = query({
  name: "apiKeys.list",
  summary: "Lists API keys, newest first, including revoked ones; never their secrets.",
  scope: "keys:write",
  audience: "public",
  input: z.strictObject({}),
  output: ApiKeyPage,
  failures: [],
  run: async ({ read, now }) => ({ data: (await listKeys(read)).map((key) => viewOf(key, now)), nextCursor: null }),
});

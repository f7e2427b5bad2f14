import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { viewOf } from "./record.ts";
import { ApiKeyPage } from "./schemas.ts";
import { listKeys } from "./store.ts";

export const showApiKeys = query({
  name: "apiKeys.show",
  summary: "Lists API keys for the web UI, whose readers see them without managing them; never their secrets.",
  scope: "settings:read",
  audience: "screens",
  input: z.strictObject({}),
  output: ApiKeyPage,
  failures: [],
  run: async ({ read, now }) => ({ data: (await listKeys(read)).map((key) => viewOf(key, now)), nextCursor: null }),
});

import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { refuseUnseen } from "./access.ts";
import { viewOf } from "./record.ts";
import { ApiKeyId, ApiKeyView } from "./schemas.ts";
import { readKey } from "./store.ts";

export const getApiKey = query({
  name: "apiKeys.get",
  summary: "Returns an API key, with `settings:read` or `keys:write`; never its secrets.",
  scope: "any",
  audience: "public",
  input: ApiKeyId,
  output: ApiKeyView,
  failures: [notFound],
  run: async ({ read, actor, now }, { id }) => {
    refuseUnseen(actor);
    const key = await readKey(read, id);
    if (key === undefined) throw notFound("API key", id);
    return viewOf(key, now);
  },
});

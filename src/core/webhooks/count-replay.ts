import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { Counted, ReplayInput } from "./delivery-schemas.ts";
import { countReplay as count } from "./delivery-store.ts";
import { readEndpoint } from "./endpoint-store.ts";

const COUNTED_TO = 10_000;

export const countReplay = query({
  name: "webhooks.countReplay",
  summary: "Counts the deliveries that a replay would create, up to 10,000.",
  scope: "webhooks:read",
  audience: "screens",
  input: ReplayInput,
  output: Counted,
  failures: [notFound],
  run: async ({ read, now }, { id, from, to = now.toISOString(), types = ["*"] }) => {
    if ((await readEndpoint(read, id)) === undefined) throw notFound("webhook endpoint", id);
    return { count: await count(read, id, { from, to, types, most: COUNTED_TO }) };
  },
});

import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { detailOf } from "./list-sources.ts";
import { SourceDetail, SourceId } from "./schemas.ts";
import { readSources } from "./source-store.ts";

export const getSource = query({
  name: "inbound.getSource",
  summary: "Returns one source with its received and failed messages.",
  scope: "webhooks:read",
  audience: "public",
  input: SourceId,
  output: SourceDetail,
  failures: [notFound],
  run: async ({ read, now }, { id }) => {
    const [source] = await readSources(read, id);
    if (source === undefined) throw notFound("inbound source", id);
    return detailOf(source, now);
  },
});

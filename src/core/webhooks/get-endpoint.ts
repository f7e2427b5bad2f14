import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { readEndpointDetail } from "./endpoint-store.ts";
import { detailOf } from "./record.ts";
import { EndpointDetail, EndpointId } from "./schemas.ts";

export const getEndpoint = query({
  name: "webhooks.getEndpoint",
  summary: "Returns one webhook endpoint with its delivery health and pending deliveries.",
  scope: "webhooks:read",
  audience: "public",
  input: EndpointId,
  output: EndpointDetail,
  failures: [notFound],
  run: async ({ read, now }, { id }) => {
    const endpoint = await readEndpointDetail(read, id);
    if (endpoint === undefined) throw notFound("webhook endpoint", id);
    return detailOf(endpoint, now);
  },
});

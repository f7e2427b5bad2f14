import { query } from "../kernel/operation.ts";
import { pageOf } from "../kernel/page.ts";
import { readEndpointPage } from "./endpoint-store.ts";
import { detailOf } from "./record.ts";
import { EndpointPage, ListEndpointsInput } from "./schemas.ts";

export const listEndpoints = query({
  name: "webhooks.listEndpoints",
  summary: "Lists webhook endpoints, newest first, with their delivery health.",
  scope: "webhooks:read",
  audience: "public",
  input: ListEndpointsInput,
  output: EndpointPage,
  failures: [],
  run: async ({ read, cursors, now }, { status, failing, limit, cursor }) => {
    const list = `webhooks.listEndpoints ${status ?? ""} ${failing ? "failing" : ""}`;
    const after = cursor === undefined ? undefined : cursors.decode(list, cursor);
    const rows = await readEndpointPage(read, { status, failing, limit: limit + 1 }, after);
    const page = pageOf(rows, limit, ({ createdAt, id }) => cursors.encode(list, [createdAt.toISOString(), id]));
    return { ...page, data: page.data.map((row) => detailOf(row, now)) };
  },
});

import { query } from "../kernel/operation.ts";
import { pageOf } from "../kernel/page.ts";
import { reconciliationView } from "./record.ts";
import { ListReconciliationsInput, ReconciliationPage } from "./schemas.ts";
import { listReconciliations as readReconciliations } from "./store.ts";

export const listReconciliations = query({
  name: "reconciliation.list",
  summary: "Lists comparisons with partners, newest first.",
  scope: "webhooks:read",
  audience: "public",
  input: ListReconciliationsInput,
  output: ReconciliationPage,
  failures: [],
  run: async ({ read, cursors }, input) => {
    const list = `reconciliations ${input.partner ?? ""} ${input.status ?? ""}`;
    const after = input.cursor === undefined ? undefined : cursors.decode(list, input.cursor);
    const page = pageOf(await readReconciliations(read, input, after), input.limit, ({ createdAt, id }) =>
      cursors.encode(list, [createdAt.toISOString(), id]),
    );
    return { ...page, data: page.data.map(reconciliationView) };
  },
});

import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { reconciliationView } from "./record.ts";
import { ReconciliationTarget, ReconciliationView } from "./schemas.ts";
import { readReconciliation } from "./store.ts";

export const getReconciliation = query({
  name: "reconciliation.get",
  summary: "Returns one comparison with a partner and its result.",
  scope: "webhooks:read",
  audience: "public",
  input: ReconciliationTarget,
  output: ReconciliationView,
  failures: [notFound],
  run: async ({ read }, { id }) => {
    const record = await readReconciliation(read, id);
    if (record === undefined) throw notFound("reconciliation", id);
    return reconciliationView(record);
  },
});

import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { pageOf } from "../kernel/page.ts";
import { refuseUnreadableBooks } from "./access.ts";
import { differenceView } from "./record.ts";
import { DifferencePage, ListDifferencesInput } from "./schemas.ts";
import { listDifferences as readDifferences, readReconciliation } from "./store.ts";

export const listDifferences = query({
  name: "reconciliation.listDifferences",
  summary: "Lists the differences of a comparison, by key.",
  scope: "webhooks:read",
  audience: "public",
  input: ListDifferencesInput,
  output: DifferencePage,
  failures: [notFound],
  run: async ({ read, actor, cursors }, input) => {
    const list = `differences ${input.id} ${input.kind ?? ""} ${input.state ?? ""}`;
    const after = input.cursor === undefined ? undefined : cursors.decode(list, input.cursor);
    const record = await readReconciliation(read, input.id);
    if (record === undefined) throw notFound("reconciliation", input.id);
    refuseUnreadableBooks(actor, record.partner);
    const page = pageOf(await readDifferences(read, input, after), input.limit, ({ key, id }) =>
      cursors.encode(list, [key, id]),
    );
    return { ...page, data: page.data.map(differenceView) };
  },
});

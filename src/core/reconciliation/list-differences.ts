import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { pageOf } from "../kernel/page.ts";
import { differenceView } from "./record.ts";
import { DifferencePage, ListDifferencesInput } from "./schemas.ts";
import { listDifferences as readDifferences, readReconciliation } from "./store.ts";

export const listDifferences = query({
  name: "reconciliation.listDifferences",
  summary: "What does not agree, by key.",
  scope: "webhooks:read",
  input: ListDifferencesInput,
  output: DifferencePage,
  run: async ({ read, cursors }, input) => {
    const list = `differences ${input.id} ${input.kind ?? ""} ${input.state ?? ""}`;
    const after = input.cursor === undefined ? undefined : cursors.decode(list, input.cursor);
    if ((await readReconciliation(read, input.id)) === undefined) throw notFound("reconciliation", input.id);
    const page = pageOf(await readDifferences(read, input, after), input.limit, ({ key, id }) =>
      cursors.encode(list, [key, id]),
    );
    return { ...page, data: page.data.map(differenceView) };
  },
});

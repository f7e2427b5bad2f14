import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { pageOf } from "../kernel/page.ts";
import { ImportReportPage, ListReportsInput } from "./schemas.ts";
import { listReports as readReports, readImport } from "./store.ts";

export const listReports = query({
  name: "imports.reports",
  summary: "Lists the rejected rows of an import, by line, with reason and raw text.",
  scope: "imports:read",
  audience: "public",
  input: ListReportsInput,
  output: ImportReportPage,
  failures: [notFound],
  run: async ({ read, cursors }, { id, limit, cursor }) => {
    const list = `imports.reports ${id}`;
    const after = cursor === undefined ? 0 : Number(cursors.decode(list, cursor)[0]);
    const [record, rows] = await Promise.all([readImport(read, id), readReports(read, id, { after, limit })]);
    if (record === undefined) throw notFound("import", id);
    return pageOf(rows, limit, ({ line }) => cursors.encode(list, [String(line), id]));
  },
});

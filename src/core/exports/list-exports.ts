import { query } from "../kernel/operation.ts";
import { pageOf } from "../kernel/page.ts";
import { readableSubjects } from "./access.ts";
import { viewOf } from "./record.ts";
import { ExportPage, ListExportsInput } from "./schemas.ts";
import { listExports as readExports } from "./store.ts";

export const listExports = query({
  name: "exports.list",
  summary: "Lists exports that the caller may read, newest first.",
  scope: "any",
  audience: "public",
  input: ListExportsInput,
  output: ExportPage,
  failures: [],
  run: async ({ read, cursors, actor, now }, input) => {
    const list = `exports ${input.of ?? ""} ${input.status ?? ""}`;
    const after = input.cursor === undefined ? undefined : cursors.decode(list, input.cursor);
    const rows = await readExports(read, input, { after, subjects: readableSubjects(actor), now });
    const page = pageOf(rows, input.limit, ({ createdAt, id }) => cursors.encode(list, [createdAt.toISOString(), id]));
    return { ...page, data: page.data.map(viewOf) };
  },
});

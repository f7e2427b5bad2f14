import { query } from "../kernel/operation.ts";
import { pageOf } from "../kernel/page.ts";
import { viewOf } from "./record.ts";
import { ImportPage, ListImportsInput } from "./schemas.ts";
import { listImports as readImports } from "./store.ts";

export const listImports = query({
  name: "imports.list",
  summary: "Lists imports, newest first.",
  scope: "imports:read",
  audience: "public",
  input: ListImportsInput,
  output: ImportPage,
  failures: [],
  run: async ({ read, cursors }, input) => {
    const list = `imports ${input.status ?? ""}`;
    const after = input.cursor === undefined ? undefined : cursors.decode(list, input.cursor);
    const page = pageOf(await readImports(read, input, after), input.limit, ({ createdAt, id }) =>
      cursors.encode(list, [createdAt.toISOString(), id]),
    );
    return { ...page, data: page.data.map(viewOf) };
  },
});

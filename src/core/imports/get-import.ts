import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { Id } from "../kernel/shapes.ts";
import { viewOf } from "./record.ts";
import { ImportView } from "./schemas.ts";
import { readImport } from "./store.ts";

export const getImport = query({
  name: "imports.get",
  summary: "Returns one import and its progress.",
  scope: "imports:read",
  audience: "public",
  input: z.strictObject({ id: Id }),
  output: ImportView,
  failures: [notFound],
  run: async ({ read }, { id }) => {
    const record = await readImport(read, id);
    if (record === undefined) throw notFound("import", id);
    return viewOf(record);
  },
});

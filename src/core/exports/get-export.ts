import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { Id } from "../kernel/shapes.ts";
import { readOwn } from "./access.ts";
import { viewOf } from "./record.ts";
import { ExportView } from "./schemas.ts";

export const getExport = query({
  name: "exports.get",
  summary: "Returns one export and its progress; redirects to the file once it is completed.",
  scope: "any",
  audience: "public",
  input: z.strictObject({ id: Id }),
  output: ExportView,
  failures: [notFound],
  run: async (context, { id }) => viewOf(await readOwn(context, id)),
});

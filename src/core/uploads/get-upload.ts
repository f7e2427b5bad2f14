import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { Id } from "../kernel/shapes.ts";
import { readOwn } from "./access.ts";
import { viewOf } from "./record.ts";
import { UploadView } from "./schemas.ts";

export const getUpload = query({
  name: "uploads.get",
  summary: "Returns one upload and whether its file is ready for use.",
  scope: "any",
  audience: "public",
  input: z.strictObject({ id: Id }),
  output: UploadView,
  failures: [notFound],
  run: async (context, { id }) => viewOf(await readOwn(context, id)),
});

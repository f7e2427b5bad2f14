import { z } from "zod";
import { StoredFileView } from "../exports/schemas.ts";
import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { Id } from "../kernel/shapes.ts";
import { readOwn } from "./access.ts";
import { uploadNotReady } from "./errors.ts";
import { keptKeyOf } from "./record.ts";

export const getUploadFile = query({
  name: "uploads.file",
  summary: "Returns the file of a verified upload.",
  scope: "any",
  audience: "public",
  input: z.strictObject({ id: Id }),
  output: StoredFileView,
  failures: [notFound, uploadNotReady],
  run: async (context, { id }) => {
    const { status, sha256, fileName, contentType, bytes } = await readOwn(context, id);
    if (status !== "ready" || sha256 === null) throw uploadNotReady(status);
    return { key: keptKeyOf(context.read.tenantId, id), fileName, contentType, bytes, sha256 };
  },
});

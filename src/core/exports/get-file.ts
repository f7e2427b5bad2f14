import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { query, type ReadContext } from "../kernel/operation.ts";
import { Id } from "../kernel/shapes.ts";
import { readOwn } from "./access.ts";
import { exportNotReady, noFiles } from "./errors.ts";
import { formats } from "./format.ts";
import { fileKeyOf, viewOf } from "./record.ts";
import { FileLinkView, StoredFileView } from "./schemas.ts";

const LINK_MS = 5 * 60_000;

async function fileOf(context: ReadContext, id: string): Promise<z.input<typeof StoredFileView>> {
  const record = await readOwn(context, id);
  if (record.status !== "done" || record.sha256 === null) throw exportNotReady(record.status);
  return {
    key: fileKeyOf(context.read.tenantId, record, record.attempts),
    fileName: viewOf(record).fileName,
    contentType: formats[record.format].contentType,
    bytes: record.bytes,
    sha256: record.sha256,
  };
}

export const getExportFile = query({
  name: "exports.file",
  summary: "Returns the file of a completed export.",
  scope: "any",
  audience: "public",
  input: z.strictObject({ id: Id }),
  output: StoredFileView,
  failures: [notFound, exportNotReady],
  run: (context, { id }) => fileOf(context, id),
});

export const linkExportFile = query({
  name: "exports.link",
  summary: "Creates a signed URL of an export's file, valid for five minutes.",
  scope: "any",
  audience: "screens",
  input: z.strictObject({ id: Id }),
  output: FileLinkView,
  failures: [notFound, exportNotReady, noFiles],
  run: async (context, { id }) => {
    const { key, fileName, contentType, sha256 } = await fileOf(context, id);
    if (context.files === undefined) throw noFiles();
    const expiresAt = new Date(context.now.getTime() + LINK_MS);
    const url = await context.files.presignGet(key, { fileName, contentType, sha256, expiresAt });
    return { url, expiresAt: expiresAt.toISOString() };
  },
});

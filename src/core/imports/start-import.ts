import { type Actor, principalOf } from "../kernel/actor.ts";
import { forbidden, notFound } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { command, type WriteContext } from "../kernel/operation.ts";
import { otherPurpose, uploadNotReady } from "../uploads/errors.ts";
import { keptKeyOf } from "../uploads/record.ts";
import { readUpload } from "../uploads/store.ts";
import { onlyHistory, unknownFile, unknownPlace } from "./errors.ts";
import { importStarted } from "./events.ts";
import { presets } from "./presets/catalogue.ts";
import { factsOf, type ImportRecord, viewOf } from "./record.ts";
import { emptyProgress, ImportView, StartImportInput } from "./schemas.ts";
import { findPlaces, insertImport } from "./store.ts";

export const startImport = command({
  name: "imports.start",
  summary: "Starts an import of orders from an uploaded CSV file.",
  scope: "imports:write",
  audience: "public",
  input: StartImportInput,
  output: ImportView,
  failures: [unknownFile, notFound, otherPurpose, uploadNotReady, onlyHistory, unknownPlace],
  examples: { output: { status: "queued", startedAt: null, finishedAt: null } },
  run: async (context, { preset, options, ...named }) => {
    refuseBeyondImport(context.actor, options.createArticles ?? presets[preset].createArticles);
    const { fileName, fileKey } = await fileOf(context, named);
    if (!options.asHistory && !presets[preset].canPlace) throw onlyHistory(preset);
    const places = await findPlaces(context.tx, options);
    if (!places.channel) throw unknownPlace("channel", options.channel);
    if (!places.location) throw unknownPlace("location", options.location);
    const record: ImportRecord = {
      id: newId(),
      preset,
      fileName,
      fileKey,
      fileHash: "",
      fileBytes: 0,
      options,
      status: "queued",
      error: null,
      progress: { ...emptyProgress, checkpoint: null },
      leaseUntil: null,
      createdBy: principalOf(context.actor),
      createdAt: context.now,
      startedAt: null,
      finishedAt: null,
    };
    insertImport(context, record);
    context.emit(importStarted(record.id, factsOf(record)));
    return viewOf(record);
  },
});

/** An import of orders places orders and may create articles, so starting one needs the scopes of both operations. */
function refuseBeyondImport({ scopes }: Actor, createArticles: boolean): void {
  const needed = ["orders:write", ...(createArticles ? (["products:write"] as const) : [])] as const;
  for (const scope of needed) if (!scopes.has(scope)) throw forbidden(scope);
}

interface NamedFile {
  readonly fileName?: string | undefined;
  readonly uploadId?: string | undefined;
  readonly fileKey?: string | undefined;
}

/** A key names its tenant, so that no tenant can import another's file. */
async function fileOf({ tx }: WriteContext, { fileName, uploadId, fileKey = "" }: NamedFile) {
  if (uploadId === undefined) {
    if (!fileKey.split("/").includes(tx.tenantId)) throw unknownFile(fileKey);
    return { fileName: fileName ?? fileKey, fileKey };
  }
  const upload = await readUpload(tx, uploadId);
  if (upload === undefined) throw notFound("upload", uploadId);
  if (upload.purpose !== "import") throw otherPurpose(upload.purpose);
  if (upload.status !== "ready") throw uploadNotReady(upload.status);
  return { fileName: fileName ?? upload.fileName, fileKey: keptKeyOf(tx.tenantId, uploadId) };
}

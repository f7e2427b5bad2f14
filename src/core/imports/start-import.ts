import { principalOf } from "../kernel/actor.ts";
import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { onlyHistory, unknownFile, unknownPlace } from "./errors.ts";
import { importStarted } from "./events.ts";
import { presets } from "./presets/catalogue.ts";
import { factsOf, type ImportRecord, viewOf } from "./record.ts";
import { emptyProgress, ImportView, StartImportInput } from "./schemas.ts";
import { findPlaces, insertImport } from "./store.ts";

export const startImport = command({
  name: "imports.start",
  summary: "Imports orders from an uploaded CSV file; a worker begins at once.",
  scope: "imports:write",
  input: StartImportInput,
  output: ImportView,
  run: async (context, { fileName, fileKey, preset, options }) => {
    // A key names its tenant, so nobody imports another merchant's upload.
    if (!fileKey.split("/").includes(context.tx.tenantId)) throw unknownFile(fileKey);
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

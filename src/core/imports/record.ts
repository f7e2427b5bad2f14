import type { From } from "./records.ts";
import type { ImportOptions, ImportPreset, ImportProgress, ImportView } from "./schemas.ts";

/** Where the next transaction begins: a document boundary of the file. */
export type Checkpoint = From;

/** An import as the store reads and writes it. */
export interface ImportRecord {
  readonly id: string;
  readonly preset: ImportPreset;
  readonly fileName: string;
  readonly fileKey: string;
  /** Empty until a runner has read the header. */
  readonly fileHash: string;
  readonly fileBytes: number;
  readonly options: ImportOptions;
  readonly status: ImportView["status"];
  readonly error: string | null;
  readonly progress: ImportProgress & { readonly checkpoint: Checkpoint | null };
  readonly leaseUntil: Date | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

export function viewOf(record: ImportRecord): ImportView {
  const { id, preset, fileName, status, options, createdBy, error } = record;
  const { checkpoint: _, ...progress } = record.progress;
  return {
    id,
    preset,
    fileName,
    status,
    options,
    progress,
    createdBy,
    createdAt: record.createdAt.toISOString(),
    startedAt: record.startedAt?.toISOString() ?? null,
    finishedAt: record.finishedAt?.toISOString() ?? null,
    error,
  };
}

export const factsOf = ({ id, fileName, preset, status }: ImportRecord) => {
  return { importId: id, fileName, preset, status };
};

/** Lease of a runner, milliseconds. Each chunk renews it. */
export const LEASE_MS = 60_000;

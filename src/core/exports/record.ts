import type { ExportSubject } from "./schemas.ts";
import type { ExportFormat, ExportView } from "./schemas.ts";

/** An export as the store reads and writes it. */
export interface ExportRecord {
  readonly id: string;
  readonly of: ExportSubject;
  readonly format: ExportFormat;
  readonly filters: Readonly<Record<string, unknown>>;
  readonly columns: readonly string[];
  readonly status: ExportView["status"];
  readonly error: ExportView["error"];
  readonly rows: number;
  readonly bytes: number;
  readonly attempts: number;
  readonly sha256: string | null;
  readonly leaseUntil: Date | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly expiresAt: Date;
}

export const isUnderWay = ({ status }: Pick<ExportRecord, "status">): boolean =>
  status === "queued" || status === "running";

/** How long a file is kept. */
export const KEPT_MS = 7 * 86_400_000;
/** Lease of a runner without progress, milliseconds. */
export const LEASE_MS = 30_000;
/** Attempts before an export fails. */
export const MOST_ATTEMPTS = 5;

/** The file key of an attempt; no two attempts share one. */
export const fileKeyOf = (tenantId: string, { id, format }: Pick<ExportRecord, "id" | "format">, attempt: number) =>
  `exports/${tenantId}/${id}-${attempt}.${format}`;

/** `orders-20261122-180000.csv`, in UTC. */
const fileNameOf = ({ of, format, createdAt }: ExportRecord): string =>
  `${of}-${createdAt.toISOString().slice(0, 19).replace(/[-:]/g, "").replace("T", "-")}.${format}`;

export function viewOf(record: ExportRecord): ExportView {
  const { id, of, format, filters, columns, status, rows, bytes, sha256, error, createdBy } = record;
  return {
    id,
    of,
    format,
    filters,
    columns: [...columns],
    status,
    progress: { rows, bytes },
    fileName: fileNameOf(record),
    sha256,
    error,
    createdBy,
    createdAt: record.createdAt.toISOString(),
    startedAt: record.startedAt?.toISOString() ?? null,
    finishedAt: record.finishedAt?.toISOString() ?? null,
    expiresAt: record.expiresAt.toISOString(),
  };
}

export const factsOf = ({ id, of, format, status }: ExportRecord) => ({ exportId: id, of, format, status });

import type { UploadView } from "./schemas.ts";

/** An upload as the store reads and writes it. */
export interface UploadRecord extends Omit<UploadView, "createdAt" | "finalizedAt"> {
  readonly createdAt: Date;
  readonly finalizedAt: Date | null;
}

export const viewOf = (record: UploadRecord): UploadView => ({
  ...record,
  createdAt: record.createdAt.toISOString(),
  finalizedAt: record.finalizedAt?.toISOString() ?? null,
});

export const factsOf = ({ id, purpose, fileName, status }: UploadRecord) => ({
  uploadId: id,
  purpose,
  fileName,
  status,
});

/** Where the sender may write, for as long as the signature holds. */
export const incomingKeyOf = (tenantId: string, id: string) => `incoming/${tenantId}/${id}`;
/** Where nobody outside can write: what was checked here stays what it is. */
export const keptKeyOf = (tenantId: string, id: string) => `uploads/${tenantId}/${id}`;

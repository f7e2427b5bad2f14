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

/** The file key that the sender may write to while the signature is valid. */
export const incomingKeyOf = (tenantId: string, id: string) => `incoming/${tenantId}/${id}`;
/** A file key that no outsider can write: what was checked stays unchanged. */
export const keptKeyOf = (tenantId: string, id: string) => `uploads/${tenantId}/${id}`;

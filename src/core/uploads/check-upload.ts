import { systemActor } from "../kernel/actor.ts";
import type { TenantId } from "../kernel/ids.ts";
import { execute } from "../runtime/execute.ts";
import type { Hub } from "../runtime/hub.ts";
import { fits, HEAD_BYTES } from "./content.ts";
import type { Refusal } from "./errors.ts";
import { getUpload } from "./get-upload.ts";
import { incomingKeyOf, keptKeyOf } from "./record.ts";
import type { UploadView } from "./schemas.ts";
import { settleUpload } from "./settle-upload.ts";

/** What the check needs of the file store; implemented in `integrations/storage`. */
export interface UploadFiles {
  /** Does nothing when the file does not exist. */
  move(from: string, to: string): Promise<void>;
  stat(key: string): Promise<{ readonly bytes: number } | undefined>;
  openRead(key: string, range: { readonly start: number; readonly end?: number }): AsyncIterable<Uint8Array>;
  sha256(key: string): Promise<string>;
  remove(key: string): Promise<void>;
}

const options = { transport: "upload" } as const;

/**
 * Moves the file out of its sender's reach before checking it, so that what was checked is what will be used. May be
 * repeated from the start any number of times.
 */
export async function checkUpload(
  { hub, files }: { readonly hub: Hub; readonly files: UploadFiles },
  { tenantId, uploadId: id }: { readonly tenantId: TenantId; readonly uploadId: string },
): Promise<UploadView> {
  const actor = systemActor(tenantId, "upload");
  const { output: upload } = await execute(hub, actor, getUpload, { id }, options);
  if (upload.status !== "checking") return upload;
  const key = keptKeyOf(tenantId, id);
  await files.move(incomingKeyOf(tenantId, id), key);
  const found = await look(files, key, upload);
  if ("refusal" in found) await files.remove(key);
  return (await execute(hub, actor, settleUpload, { id, found }, options)).output;
}

async function look(
  files: UploadFiles,
  key: string,
  { bytes, sha256, contentType }: UploadView,
): Promise<{ refusal: Refusal } | { sha256: string }> {
  const stored = await files.stat(key);
  if (stored === undefined) return { refusal: "upload.missing" };
  if (stored.bytes !== bytes) return { refusal: "upload.wrong_size" };
  const head: Uint8Array[] = [];
  for await (const block of files.openRead(key, { start: 0, end: Math.min(bytes, HEAD_BYTES) - 1 })) head.push(block);
  if (!fits(Buffer.concat(head), contentType)) return { refusal: "upload.wrong_type" };
  const actual = await files.sha256(key);
  return sha256 === null || sha256 === actual ? { sha256: actual } : { refusal: "upload.wrong_hash" };
}

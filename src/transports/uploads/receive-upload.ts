import type { IncomingMessage } from "node:http";
import { newId } from "#core/kernel/ids.ts";
import type { FileStore } from "#integrations/storage/port.ts";
import type { Caller } from "../gateway/caller.ts";
import { HttpRefusal } from "../shared/http-refusal.ts";

export const UPLOADS_PATH = "/api/uploads";
export const MAX_UPLOAD_BYTES = 100 * 1024 * 1024;

export interface UploadDeps {
  /** Called once the method is allowed, before the body is read. */
  readonly enter: () => Promise<Caller>;
  readonly files: FileStore;
}

/** The record of a file: no operation runs until it is imported. */
const UPLOAD = { name: "uploads.receive", kind: "command" } as const;

/**
 * Stores the body in the file store and returns `{ key, bytes, sha256 }`. The key contains the tenant, so that no other
 * tenant can use the file.
 */
export async function receiveUpload(deps: UploadDeps, request: Request, incoming?: IncomingMessage): Promise<Response> {
  if (request.method !== "POST")
    throw new HttpRefusal("request.method_not_allowed", "This address takes POST.", { allow: "POST" });
  const actor = (await deps.enter()).admit(UPLOAD, "imports:write");
  if (Number(request.headers.get("content-length") ?? 0) > MAX_UPLOAD_BYTES)
    throw new HttpRefusal("request.too_large", `A file may have ${MAX_UPLOAD_BYTES} bytes at most.`, {
      connection: "close",
    });
  const key = `uploads/${actor.tenantId}/${newId()}.csv`;
  const source: AsyncIterable<Uint8Array> = incoming ?? request.body ?? nothing();
  const stored = await deps.files.write(key, source, { maxBytes: MAX_UPLOAD_BYTES });
  return Response.json({ key, ...stored }, { status: 201, headers: { "cache-control": "no-store" } });
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

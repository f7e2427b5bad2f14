import type { Actor } from "../kernel/actor.ts";
import { forbidden, notFound } from "../kernel/errors.ts";
import type { ReadContext } from "../kernel/operation.ts";
import type { UploadRecord } from "./record.ts";
import { type Purpose, purposeRules } from "./schemas.ts";
import { readUpload } from "./store.ts";

export function refuseUnheld(actor: Actor, purpose: Purpose): void {
  const { scope } = purposeRules[purpose];
  if (!actor.scopes.has(scope)) throw forbidden(scope);
}

export async function readOwn({ read, actor }: ReadContext, id: string): Promise<UploadRecord> {
  const record = await readUpload(read, id);
  if (record === undefined) throw notFound("upload", id);
  refuseUnheld(actor, record.purpose);
  return record;
}

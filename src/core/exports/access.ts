import type { Actor } from "../kernel/actor.ts";
import { forbidden, notFound } from "../kernel/errors.ts";
import type { ReadContext } from "../kernel/operation.ts";
import type { ExportRecord } from "./record.ts";
import { type ExportSubject, exportSubjects } from "./schemas.ts";
import { readExport } from "./store.ts";
import { subjects } from "./subjects.ts";

/** Exporting a list needs its read scope; only the creator sees the export. */
export function refuseUnread(actor: Actor, of: ExportSubject): void {
  const { scope } = subjects[of];
  if (!actor.scopes.has(scope)) throw forbidden(scope);
}

export const readableSubjects = (actor: Actor): ExportSubject[] =>
  exportSubjects.filter((of) => actor.scopes.has(subjects[of].scope));

export async function readOwn({ read, actor, now }: ReadContext, id: string): Promise<ExportRecord> {
  const record = await readExport(read, id, now);
  if (record === undefined) throw notFound("export", id);
  refuseUnread(actor, record.of);
  return record;
}

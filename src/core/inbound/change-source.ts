import type { Actor } from "../kernel/actor.ts";
import { notFound, stale } from "../kernel/errors.ts";
import type { Tx } from "../kernel/tx.ts";
import type { SourceRecord } from "./record.ts";
import { refuseBeyondSource } from "./source-policy.ts";
import { lockSource } from "./source-store.ts";

/** Locks the source, for an actor who holds all scopes of its operations. */
export async function openSource(
  { tx, actor }: { readonly tx: Tx; readonly actor: Actor },
  { id, ifVersion }: { id: string; ifVersion?: number | undefined },
): Promise<SourceRecord> {
  const source = await lockSource(tx, id);
  if (source === undefined) throw notFound("inbound source", id);
  refuseBeyondSource(actor, source);
  if (ifVersion !== undefined && ifVersion !== source.version) throw stale("inbound source", source.version);
  return source;
}

export const changed = (before: SourceRecord, change: Partial<SourceRecord>, now: Date): SourceRecord => ({
  ...before,
  ...change,
  version: before.version + 1,
  updatedAt: now,
});

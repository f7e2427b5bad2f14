import { hash } from "node:crypto";
import type { Actor } from "../kernel/actor.ts";
import { failure } from "../kernel/errors.ts";
import type { EventDraft } from "../kernel/event.ts";
import { newId } from "../kernel/ids.ts";
import type { Command, WriteContext } from "../kernel/operation.ts";
import type { Tx } from "../kernel/tx.ts";
import type { Answer, Claim, Pending } from "./pending.ts";

export const keyInProgress = failure("conflict", "idempotency.in_progress", () => ({
  message: "A call with this idempotency key is still running. Ask again in a moment.",
  retryAfterS: 1,
}));

export const keyReused = failure(
  "key_reused",
  "idempotency.key_reused",
  () => "This idempotency key was used with another payload. Use a new key for a new request.",
);

type Named = Pick<Command, "name" | "secrets">;

/** Redacts passwords and keys in fingerprints, which could be brute-forced, and in stored responses. */
function withoutSecrets({ secrets }: Named, value: unknown): unknown {
  if (secrets === undefined || typeof value !== "object" || value === null) return value;
  const given = secrets.filter((field) => field in value);
  return { ...value, ...Object.fromEntries(given.map((field) => [field, null])) };
}

interface Kept {
  principal: string;
  key: string;
  fingerprint: string;
  output: unknown;
}

/**
 * Takes a try-lock on every key, then looks the keys up: two statements, because a response committed while the lock
 * is being taken is invisible to the statement that takes it. Both are pipelined in one round trip.
 */
export async function claimKeys(tx: Tx, operation: Named, batch: readonly Pending[]): Promise<Claim[]> {
  const keyed = batch.filter((pending) => pending.key !== undefined);
  if (keyed.length === 0) return batch.map((pending) => ({ pending, fingerprint: "", state: "fresh" }));
  const principals = keyed.map((pending) => pending.principal);
  const keys = keyed.map((pending) => pending.key ?? "");
  const [locks, kept] = await Promise.all([
    tx.sql<{ principal: string; key: string }[]>`
      select principal, key from (
        select distinct u.principal, u.key from unnest(${principals}::text[], ${keys}::text[]) as u(principal, key)
      ) k
      where not pg_try_advisory_xact_lock(hashtextextended(${tx.tenantId} || k.principal || ' ' || k.key, 0))`,
    tx.sql<Kept[]>`
      select i.principal, i.key, i.fingerprint, i.output
      from unnest((select ${principals}::text[]), (select ${keys}::text[])) as u(principal, key)
      cross join lateral (
        select * from idempotency i where i.tenant_id = ${tx.tenantId} and i.principal = u.principal and i.key = u.key limit 1
      ) i`,
  ]);
  const held = new Set(locks.map(nameOf));
  const known = new Map(kept.map((row) => [nameOf(row), row]));
  const leaders = new Map<string, Claim>();
  return batch.map((pending) => decide(pending, operation, { held, known, leaders }));
}

interface Seen {
  held: ReadonlySet<string>;
  known: ReadonlyMap<string, Kept>;
  leaders: Map<string, Claim>;
}

function decide(pending: Pending, operation: Named, { held, known, leaders }: Seen): Claim {
  if (pending.key === undefined) return { pending, fingerprint: "", state: "fresh" };
  const fingerprint = fingerprintOf(operation.name, withoutSecrets(operation, pending.input));
  const name = nameOf({ principal: pending.principal, key: pending.key });
  const kept = known.get(name);
  const leader = leaders.get(name);
  const earlier = kept?.fingerprint ?? leader?.fingerprint;
  if (earlier !== undefined && earlier !== fingerprint)
    return { pending, fingerprint, state: "refused", error: keyReused() };
  if (kept !== undefined) return { pending, fingerprint, state: "replayed", output: kept.output };
  if (leader !== undefined) return { pending, fingerprint, state: "follower", leader };
  if (held.has(name)) return { pending, fingerprint, state: "refused", error: keyInProgress() };
  const claim: Claim = { pending, fingerprint, state: "fresh" };
  leaders.set(name, claim);
  return claim;
}

const nameOf = ({ principal, key }: { principal: string; key: string }) => `${principal} ${key}`;

/** Sorting the keys takes longest, and an order's input is asked for twice. */
const sortedTexts = new WeakMap<object, string>();

/** SHA-256 of the operation and its parsed input, which never changes, with object keys in sorted order. */
export function fingerprintOf(operation: string, input: unknown): string {
  const isObject = typeof input === "object" && input !== null;
  const text = (isObject ? sortedTexts.get(input) : undefined) ?? JSON.stringify(input, sortedKeys);
  if (isObject) sortedTexts.set(input, text);
  return hash("sha256", `${operation}\n${text}`, "base64url");
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

export interface Written {
  readonly draft: EventDraft;
  readonly actor: Actor;
  readonly transport: string;
  readonly address?: string | undefined;
  readonly requestId: string;
  readonly trace: string | undefined;
  readonly at: Date;
}

/** A batch's events and responses, in one statement. */
export function writeRecord(
  { tx, send }: Pick<WriteContext, "tx" | "send">,
  operation: Named,
  record: { readonly events: readonly Written[]; readonly answers: readonly Answer[] },
): void {
  const { sql, tenantId } = tx;
  const answers = answerRows(operation, record.answers);
  const events = record.events.map(eventRow);
  if (events.length === 0 && answers.length === 0) return;
  // The commands hold their subjects' row locks here, so the highest sequence that this statement sees is the last one.
  send(sql`
    with drafts as (
      select * from json_to_recordset(${JSON.stringify(events)}::text::json) as d(
        ord int, id uuid, type text, subject_type text, subject_id uuid, data jsonb, actor_type text, actor_id text,
        actor_name text, transport text, address text, request_id text, trace text, at timestamptz)
    ), written as (
      insert into events (tenant_id, id, type, subject_type, subject_id, sequence, data, actor_type, actor_id,
        actor_name, transport, address, request_id, trace, at)
      select ${tenantId}, d.id, d.type, d.subject_type, d.subject_id,
        coalesce((select max(e.sequence) from events e where e.tenant_id = ${tenantId} and e.subject_id = d.subject_id), 0)
          + row_number() over (partition by d.subject_id order by d.ord),
        d.data, d.actor_type, d.actor_id, d.actor_name, d.transport, d.address, d.request_id, d.trace, d.at
      from drafts d order by d.ord
      returning n
    ), told as (
      insert into outbox (n) select n from written
    ), kept as (
      insert into idempotency (tenant_id, principal, key, operation, fingerprint, output)
      select ${tenantId}, r.principal, r.key, ${operation.name}, r.fingerprint, r.output
      from json_to_recordset(${JSON.stringify(answers)}::text::json)
        as r(principal text, key text, fingerprint text, output json)
    )
    select`);
}

const eventRow = ({ draft, actor, ...call }: Written, ord: number) => ({
  ord,
  id: newId(),
  type: draft.type,
  subject_type: draft.subjectType,
  subject_id: draft.subjectId,
  data: draft.data,
  actor_type: actor.type,
  actor_id: actor.id,
  actor_name: actor.name,
  transport: call.transport,
  address: call.address ?? null,
  request_id: call.requestId,
  trace: call.trace ?? null,
  at: call.at,
});

/** Rejections are not stored: their idempotency key can be retried. */
function answerRows(operation: Named, answers: readonly Answer[]) {
  return answers.flatMap(({ claim, output }) =>
    claim.pending.key === undefined || output === undefined
      ? []
      : [
          {
            principal: claim.pending.principal,
            key: claim.pending.key,
            fingerprint: claim.fingerprint,
            output: withoutSecrets(operation, output.value),
          },
        ],
  );
}

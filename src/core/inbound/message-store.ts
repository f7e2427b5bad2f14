import type { WriteContext } from "../kernel/operation.ts";
import type { Keyset } from "../kernel/page.ts";
import type { Read, Tx } from "../kernel/tx.ts";
import type { FullMessageRecord, MessageRecord, SourceRecord } from "./record.ts";
import type { ListMessagesInput, MessageError, MessageResult, ReceiveMessageInput } from "./schemas.ts";
import { sourceColumns } from "./source-store.ts";

const messageColumns = (read: Read) => read.sql`
  m.id, m.source_id as "sourceId", split_part(s.code, ' ', 1) as "sourceCode", s.name as "sourceName",
  s.kind as "sourceKind", s.operation as "sourceOperation", m.external_id as "externalId", m.type, m.state, m.attempts, m.error, m.result,
  octet_length(m.body) as bytes, m.muted_at as "mutedAt", m.received_at as "receivedAt",
  m.processed_at as "processedAt"`;

const messages = (read: Read) => read.sql`
  inbound_messages m join inbound_sources s on s.tenant_id = m.tenant_id and s.id = m.source_id`;

/** Selects one row more than the limit, to detect another page. */
export function listMessages(
  read: Read,
  { sourceId, state, type, muted, from, to, limit }: ListMessagesInput,
  after: Keyset | undefined,
): Promise<MessageRecord[]> {
  const { sql, tenantId } = read;
  const none = sql``;
  return sql<MessageRecord[]>`
    select ${messageColumns(read)} from ${messages(read)}
    where m.tenant_id = ${tenantId}
      ${sourceId === undefined ? none : sql`and m.source_id = ${sourceId}`}
      ${state === undefined ? none : sql`and m.state = ${state}`}
      ${type === undefined ? none : sql`and m.type = ${type}`}
      ${muted === undefined ? none : muted ? sql`and m.muted_at is not null` : sql`and m.muted_at is null`}
      ${from === undefined ? none : sql`and m.received_at >= ${from}::text::timestamptz`}
      ${to === undefined ? none : sql`and m.received_at < ${to}::text::timestamptz`}
      ${after === undefined ? none : sql`and (m.received_at, m.id) < (${after[0]}::text::timestamptz, ${after[1]}::uuid)`}
    order by m.received_at desc nulls last, m.id desc nulls last limit ${limit + 1}`;
}

export async function readMessage(read: Read, id: string): Promise<FullMessageRecord | undefined> {
  const [[message], [source]] = await Promise.all([
    read.sql<Omit<FullMessageRecord, "source">[]>`
      select ${messageColumns(read)}, m.headers, m.body, m.mapped from ${messages(read)}
      where m.tenant_id = ${read.tenantId} and m.id = ${id}`,
    read.sql<SourceRecord[]>`
      select ${sourceColumns(read)} from inbound_messages m
      join inbound_sources s on s.tenant_id = m.tenant_id and s.id = m.source_id
      where m.tenant_id = ${read.tenantId} and m.id = ${id}`,
  ]);
  return message === undefined || source === undefined ? undefined : { ...message, source };
}

export interface LockedMessage extends MessageRecord {
  readonly mapped: unknown;
}

export async function lockMessage(tx: Tx, id: string): Promise<LockedMessage | undefined> {
  const [message] = await tx.sql<LockedMessage[]>`
    select ${messageColumns(tx)}, m.mapped from ${messages(tx)}
    where m.tenant_id = ${tx.tenantId} and m.id = ${id} for no key update of m`;
  return message;
}

/** Locks failed messages of a source that can be retried. */
export const lockFailed = (
  tx: Tx,
  { id, since, limit }: { id: string; since: string | undefined; limit: number },
): Promise<LockedMessage[]> => tx.sql<LockedMessage[]>`
  select ${messageColumns(tx)}, m.mapped from ${messages(tx)}
  where m.tenant_id = ${tx.tenantId} and m.source_id = ${id} and m.state = 'failed' and m.muted_at is null
    ${since === undefined ? tx.sql`` : tx.sql`and m.received_at >= ${since}::text::timestamptz`}
  order by m.received_at, m.id limit ${limit} for no key update of m`;

/** Undefined for a duplicate of the source: the unique indexes decide, also between concurrent inserts. */
export async function insertMessage(
  { tx, now }: WriteContext,
  id: string,
  { sourceId, externalId, bodyDigest, type, headers, body, failed }: ReceiveMessageInput,
): Promise<string | undefined> {
  const error = failed === undefined ? null : JSON.stringify({ ...failed, errors: [] });
  const [row] = await tx.sql<{ id: string }[]>`
    insert into inbound_messages
      (tenant_id, id, source_id, external_id, body_digest, type, headers, body, state, error_code, error, received_at)
    values (${tx.tenantId}, ${id}, ${sourceId}, ${externalId}, ${bodyDigest ?? null}, ${type}, ${JSON.stringify(headers)}::text::jsonb,
      decode(${body}, 'base64'), ${failed === undefined ? "received" : "failed"}, ${failed?.code ?? null},
      ${error}::text::jsonb, ${now})
    on conflict do nothing returning id`;
  return row?.id;
}

export async function findDuplicate(
  read: Read,
  { sourceId, externalId, bodyDigest }: Pick<ReceiveMessageInput, "sourceId" | "externalId" | "bodyDigest">,
): Promise<string | undefined> {
  const [row] = await read.sql<{ id: string }[]>`
    select id from inbound_messages
    where tenant_id = ${read.tenantId} and source_id = ${sourceId}
      and (external_id = ${externalId} or body_digest = ${bodyDigest ?? null})
    order by external_id = ${externalId} desc limit 1`;
  return row?.id;
}

/** A worker starts processing; the mapped input is stored, so that a retry sends the same. */
export function markBegun({ tx, send, now }: WriteContext, id: string, mapped: unknown): void {
  send(tx.sql`
    update inbound_messages set state = 'received', attempts = attempts + 1, error_code = null, error = null,
      mapped = ${JSON.stringify(mapped)}::text::jsonb, processed_at = ${now}
    where tenant_id = ${tx.tenantId} and id = ${id}`);
}

export interface Ending {
  readonly state: MessageRecord["state"];
  readonly error?: MessageError | undefined;
  readonly result?: MessageResult | undefined;
}

export function markEnded({ tx, send, now }: WriteContext, id: string, { state, error, result }: Ending): void {
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  send(tx.sql`
    update inbound_messages set state = ${state}, error_code = ${error?.code ?? null},
      error = ${json(error)}::text::jsonb, result = ${json(result)}::text::jsonb, processed_at = ${now}
    where tenant_id = ${tx.tenantId} and id = ${id}`);
}

/** Resets the message, to be mapped with the source's current mapping. */
export function markAgain({ tx, send }: WriteContext, ids: readonly string[]): void {
  send(tx.sql`
    update inbound_messages set state = 'received', error_code = null, error = null, mapped = null, result = null,
      processed_at = null, muted_at = null
    where tenant_id = ${tx.tenantId} and id = any(${[...ids]}::uuid[]) and state in ('failed', 'ignored')`);
}

export function markMuted({ tx, send }: WriteContext, id: string, mutedAt: Date | null): void {
  const at = mutedAt?.toISOString() ?? null;
  send(tx.sql`
    update inbound_messages set muted_at = ${at}::text::timestamptz where tenant_id = ${tx.tenantId} and id = ${id}`);
}

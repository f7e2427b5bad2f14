import type { Sql } from "postgres";
import type { WriteContext } from "../kernel/operation.ts";
import type { Keyset } from "../kernel/page.ts";
import type { Read, Tx, Types } from "../kernel/tx.ts";
import type { FullInvoiceRecord, InvoiceRecord } from "./record.ts";
import type { Draft, Issued } from "./rules.ts";
import type { InvoiceKind, InvoiceState, ListInvoicesInput } from "./schemas.ts";

/** Workers listen on this channel. */
export const ERP_CHANNEL = "crossdock_erp";

export const announceInvoices = ({ sql }: Read) => sql`select pg_notify(${ERP_CHANNEL}, '')`;

/** An unposted one of the same order that is posted before `i`: its invoice, or an earlier credit note. */
export const earlierUnposted = ({ sql, tenantId }: { readonly sql: Sql<Types>; readonly tenantId: string }) => sql`
  from erp_invoices e where e.tenant_id = ${tenantId} and e.order_id = i.order_id and e.state <> 'posted'
    and (e.kind = i.kind and e.number < i.number or e.kind = 'invoice' and i.kind = 'credit_note')`;

const columns = (read: Read) => read.sql`
  i.id, i.kind, i.number, i.order_id as "orderId", i.document->>'orderNumber' as "orderNumber", i.currency, i.tax,
  i.total, i.state, i.attempts, i.error, i.reference, i.lease, i.issued_at as "issuedAt", i.posted_at as "postedAt",
  case when i.state in ('pending', 'failed') then i.due_at end as "dueAt",
  case when i.state <> 'posted' then (
    select json_build_object('kind', e.kind, 'number', e.number) ${earlierUnposted(read)} order by e.kind desc, e.number limit 1)
  end as "waitsFor"`;

/** Selects one row more than the limit, to detect another page. */
export function listInvoices(
  read: Read,
  { state, kind, orderId, limit }: Omit<ListInvoicesInput, "order"> & { readonly orderId: string | undefined },
  after: Keyset | undefined,
): Promise<InvoiceRecord[]> {
  const { sql, tenantId } = read;
  return sql<InvoiceRecord[]>`
    select ${columns(read)} from erp_invoices i
    where i.tenant_id = ${tenantId} ${state === undefined ? sql`` : sql`and i.state = ${state}`}
      ${kind === undefined ? sql`` : sql`and i.kind = ${kind}`}
      ${orderId === undefined ? sql`` : sql`and i.order_id = ${orderId}`}
      ${after === undefined ? sql`` : sql`and (i.issued_at, i.id) < (${after[0]}::text::timestamptz, ${after[1]}::uuid)`}
    order by i.issued_at desc nulls last, i.id desc nulls last limit ${limit + 1}`;
}

export async function readInvoice(read: Read, id: string): Promise<FullInvoiceRecord | undefined> {
  const { sql, tenantId } = read;
  const [row] = await sql<FullInvoiceRecord[]>`
    select ${columns(read)}, i.document, coalesce((
      select json_agg(json_build_object('number', a.number, 'durationMs', a.duration_ms, 'outcome', a.outcome,
        'status', a.status, 'message', a.message,
        'at', to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by a.number desc)
      from erp_attempts a where a.tenant_id = i.tenant_id and a.invoice_id = i.id), '[]') as tries
    from erp_invoices i where i.tenant_id = ${tenantId} and i.id = ${id}`;
  return row;
}

export async function lockInvoice(tx: Tx, id: string): Promise<InvoiceRecord | undefined> {
  const [row] = await tx.sql<InvoiceRecord[]>`
    select ${columns(tx)} from erp_invoices i where i.tenant_id = ${tx.tenantId} and i.id = ${id} for no key update of i`;
  return row;
}

/** Locks up to `limit` dead ones, the oldest first. */
export const lockDead = (tx: Tx, limit: number): Promise<InvoiceRecord[]> => tx.sql<InvoiceRecord[]>`
  select ${columns(tx)} from erp_invoices i
  where i.tenant_id = ${tx.tenantId} and i.state = 'dead' order by i.issued_at, i.id limit ${limit} for no key update of i`;

/** Due at once, with all its attempts before it. */
export function requeue({ tx, send }: Pick<WriteContext, "tx" | "send">, ids: readonly string[]): void {
  send(tx.sql`
    update erp_invoices set state = 'pending', due_at = now(), lease = null, attempts = 0, error = null, posted_at = null
    where tenant_id = ${tx.tenantId} and id = any(${[...ids]}::uuid[])`);
  send(announceInvoices(tx));
}

export interface Settlement {
  readonly id: string;
  readonly state: InvoiceState;
  readonly attempts: number;
  readonly unsure: boolean;
  readonly error: string | null;
  readonly reference: string | null;
  /** Null for one that is not tried again. */
  readonly dueInMs: number | null;
}

export function settleInvoiceRow({ tx, send, now }: WriteContext, settled: Settlement): void {
  const { id, state, attempts, unsure, error, reference, dueInMs } = settled;
  send(tx.sql`
    update erp_invoices set state = ${state}, attempts = ${attempts}, unsure = ${unsure}, error = ${error},
      reference = ${reference}, lease = null, due_at = now() + ${dueInMs}::float8 * interval '1 millisecond',
      posted_at = ${state === "posted" ? now : null}
    where tenant_id = ${tx.tenantId} and id = ${id}`);
}

export interface AttemptRow {
  readonly invoiceId: string;
  readonly at: string;
  readonly durationMs: number;
  readonly outcome: string;
  readonly status: number | null;
  readonly message: string | null;
}

/** Its number follows the last one's; the invoice is locked. */
export function insertAttempt({ tx, send }: WriteContext, attempt: AttemptRow): void {
  const { invoiceId, at, durationMs, outcome, status, message } = attempt;
  send(tx.sql`
    insert into erp_attempts (tenant_id, invoice_id, number, at, duration_ms, outcome, status, message)
    select ${tx.tenantId}, ${invoiceId}, coalesce(max(a.number), 0) + 1, ${at}::text::timestamptz, ${durationMs},
      ${outcome}, ${status}, ${message}
    from erp_attempts a where a.tenant_id = ${tx.tenantId} and a.invoice_id = ${invoiceId}`);
}

export async function readIssued(read: Read, orderIds: readonly string[]): Promise<Map<string, Issued[]>> {
  const rows = await read.sql<(Issued & { orderId: string })[]>`
    select order_id as "orderId", kind, number, tax, total from erp_invoices
    where tenant_id = ${read.tenantId} and order_id = any(${[...orderIds]}::uuid[]) order by kind, number`;
  return Map.groupBy(rows, ({ orderId }) => orderId);
}

/** Of these orders those that became shipped as a whole since the tenant's ERP was activated. */
export async function readLeftSince(read: Read, orderIds: readonly string[]): Promise<Set<string>> {
  const left = read.sql`array['shipped', 'delivered']`;
  const rows = await read.sql<{ id: string }[]>`
    select distinct e.subject_id as id from events e join erp_connections c on c.tenant_id = e.tenant_id
    where e.tenant_id = ${read.tenantId} and e.subject_id = any(${[...orderIds]}::uuid[])
      and e.type = 'order.status_changed' and e.at >= c.activated_at
      and e.data->>'status' = any(${left}) and not e.data->'before'->>'status' = any(${left})`;
  return new Set(rows.map(({ id }) => id));
}

/** The last number of each series. Whoever issues holds the tenant's connection, so that nothing comes in between. */
export async function lastNumbers(read: Read): Promise<Map<InvoiceKind, number>> {
  const rows = await read.sql<{ kind: InvoiceKind; last: number }[]>`
    select kind, max(number) as last from erp_invoices where tenant_id = ${read.tenantId} group by kind`;
  return new Map(rows.map(({ kind, last }) => [kind, last]));
}

export type NewInvoice = Draft & { readonly id: string; readonly orderId: string };

/** A number that exists fails the transaction: another process has issued meanwhile. */
export async function insertInvoices(tx: Tx, invoices: readonly NewInvoice[]): Promise<void> {
  const rows = invoices.map(({ document, ...same }) => {
    const { currency, tax, total, issuedAt } = document;
    return { ...same, currency, tax, total, issued_at: issuedAt, order_id: same.orderId, document };
  });
  await tx.sql`
    insert into erp_invoices (tenant_id, id, kind, number, order_id, currency, tax, total, document, state, due_at, issued_at)
    select ${tx.tenantId}, r.id, r.kind, r.number, r.order_id, r.currency, r.tax, r.total, r.document, 'pending', now(),
      r.issued_at
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as r(id uuid, kind text, number int, order_id uuid,
      currency text, tax bigint, total bigint, document jsonb, issued_at timestamptz)`;
}

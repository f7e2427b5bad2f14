import { insertRows, type Row } from "#db/bulk.ts";
import type { Sendable } from "../kernel/operation.ts";
import type { Read, Tx } from "../kernel/tx.ts";
import type { LineRefund } from "../order/line-rules.ts";
import type { Intent } from "./rules.ts";

/** By order. */
export type Intents = ReadonlyMap<string, readonly Intent[]>;

/** All provider requests of orders, with the answers. */
export async function intentsOf(read: Read, orders: readonly { readonly id: string }[]): Promise<Intents> {
  const rows = await read.sql<(Intent & { orderId: string })[]>`
    select e.order_id as "orderId", e.intent_id as "intentId", e.payment_id as "paymentId", e.type as action, e.amount,
      e.reason, a.outcome, a.amount as answered
    from payment_events e
    left join payment_events a on a.tenant_id = e.tenant_id and a.intent_id = e.intent_id and a.outcome <> 'requested'
    where e.tenant_id = ${read.tenantId} and e.order_id = any(${orders.map(({ id }) => id)}::uuid[]) and e.outcome = 'requested'
    order by e.at, e.id`;
  return Map.groupBy(rows, ({ orderId }) => orderId);
}

export const readIntents = async (read: Read, id: string): Promise<readonly Intent[]> =>
  (await intentsOf(read, [{ id }])).get(id) ?? [];

/** A refund's parts by line, beside the other payments' parts of the same request. */
export interface AskedLine extends LineRefund {
  readonly intentId: string;
  readonly outcome: "succeeded" | "failed" | null;
  /** Units of the line in pending or settled refunds because they were cancelled. */
  readonly cancelledTaken: number;
}

/** The lines of a refund and of the other refunds of the same call; none for an amount. */
export function readRefundLines(read: Read, intentId: string): Promise<AskedLine[]> {
  return read.sql<AskedLine[]>`
    select r.intent_id as "intentId", r.order_line_id as "lineId", r.quantity, r.amount, r.cancelled, a.outcome,
      (select coalesce(sum(c.quantity), 0)::int from refund_lines c
        where c.tenant_id = r.tenant_id and c.order_line_id = r.order_line_id and c.cancelled and not exists (
          select from payment_events f
          where f.tenant_id = c.tenant_id and f.intent_id = c.intent_id and f.outcome = 'failed')) as "cancelledTaken"
    from payment_events e
    join payment_events o on o.tenant_id = e.tenant_id and o.order_id = e.order_id and o.at = e.at
      and o.type = 'refund' and o.outcome = 'requested'
    join refund_lines r on r.tenant_id = o.tenant_id and r.intent_id = o.intent_id
    left join payment_events a on a.tenant_id = o.tenant_id and a.intent_id = o.intent_id and a.outcome <> 'requested'
    where e.tenant_id = ${read.tenantId} and e.intent_id = ${intentId} and e.outcome = 'requested'
    order by r.order_line_id, r.cancelled, r.intent_id`;
}

export const insertRefundLines = (tx: Tx, rows: readonly Row[]): Sendable => insertRows(tx.sql, "refund_lines", rows);

/** The results of refunds by line; each is answered once. */
export function answerRefundLines(
  { sql, tenantId }: Tx,
  answers: readonly (LineRefund & { intentId: string; given: number })[],
): Sendable {
  return sql`
    update refund_lines r set given = t.given
    from unnest(${answers.map(({ intentId }) => intentId)}::uuid[], ${answers.map(({ lineId }) => lineId)}::uuid[],
      ${answers.map(({ cancelled }) => Number(cancelled))}::int[], ${answers.map(({ given }) => given)}::bigint[])
      as t(intent_id, line_id, cancelled, given)
    where r.tenant_id = ${tenantId} and r.intent_id = t.intent_id and r.order_line_id = t.line_id
      and r.cancelled = (t.cancelled = 1) and r.given is null`;
}

export async function isReferenceTaken(
  read: Read,
  wanted: { method: string; reference: string; paymentId: string },
): Promise<boolean> {
  const rows = await read.sql`
    select from payments where tenant_id = ${read.tenantId} and method = ${wanted.method}
      and provider_reference = ${wanted.reference} and id <> ${wanted.paymentId}`;
  return rows.length > 0;
}

export const insertPayments = (tx: Tx, rows: readonly Row[]): Sendable => insertRows(tx.sql, "payments", rows);

export const insertLedger = (tx: Tx, rows: readonly Row[]): Sendable => insertRows(tx.sql, "payment_events", rows);

/** Changes of a payment's sums, minor units. */
export type Delta = Partial<
  Record<"authorized" | "captured" | "refunded" | "voided" | "capturePending" | "refundPending", number>
>;

export interface Booking {
  readonly paymentId: string;
  readonly delta: Delta;
  /** Stored when the provider first reports it. */
  readonly providerReference?: string | null;
}

const SUMS = ["authorized", "captured", "refunded", "voided", "capturePending", "refundPending"] as const;

/** Merges bookings of the same payment: a statement can update a row only once. */
function summed(bookings: readonly Booking[]) {
  return [...Map.groupBy(bookings, ({ paymentId }) => paymentId)].map(([id, of]) => ({
    id,
    reference: of.find(({ providerReference }) => providerReference != null)?.providerReference ?? null,
    ...Object.fromEntries(SUMS.map((name) => [name, of.reduce((sum, { delta }) => sum + (delta[name] ?? 0), 0)])),
  }));
}

/** Applies ledger rows to the sums; the table's checks reject a second capture and an excessive refund. */
export function bookPayments({ sql, tenantId }: Tx, bookings: readonly Booking[]): Sendable {
  return sql`
    update payments p set authorized = p.authorized + t.authorized, captured = p.captured + t.captured,
      refunded = p.refunded + t.refunded, voided = p.voided + t.voided,
      capture_pending = p.capture_pending + t."capturePending",
      refund_pending = p.refund_pending + t."refundPending",
      provider_reference = coalesce(p.provider_reference, t.reference), updated_at = now()
    from json_to_recordset(${JSON.stringify(summed(bookings))}::text::json) as t(id uuid, reference text,
      authorized bigint, captured bigint, refunded bigint, voided bigint, "capturePending" bigint, "refundPending" bigint)
    where p.tenant_id = ${tenantId} and p.id = t.id`;
}

/** A provider may capture more than was first requested, such as a tip. */
export const raisePayment = ({ sql, tenantId }: Tx, paymentId: string, amount: number): Sendable => sql`
  update payments set amount = greatest(amount, ${amount}) where tenant_id = ${tenantId} and id = ${paymentId}`;

/** The order of the payment with this provider reference. */
export async function findByProviderReference(
  read: Read,
  { method, reference }: { method: string; reference: string },
): Promise<string | undefined> {
  const [row] = await read.sql<{ orderId: string }[]>`
    select order_id as "orderId" from payments
    where tenant_id = ${read.tenantId} and method = ${method} and provider_reference = ${reference}`;
  return row?.orderId;
}

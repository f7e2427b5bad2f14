import { insertRows, type Row } from "#db/bulk.ts";
import type { Sendable } from "../kernel/operation.ts";
import type { Read, Tx } from "../kernel/tx.ts";
import type { LineRefund } from "../orders/line-rules.ts";
import type { Intent } from "./rules.ts";

/** Everything that was asked of providers for an order, with the answers. */
export function readIntents(read: Read, orderId: string): Promise<Intent[]> {
  return read.sql<Intent[]>`
    select e.intent_id as "intentId", e.payment_id as "paymentId", e.type as action, e.amount, e.reason, a.outcome,
      a.amount as answered
    from payment_events e
    left join payment_events a on a.tenant_id = e.tenant_id and a.intent_id = e.intent_id and a.outcome <> 'requested'
    where e.tenant_id = ${read.tenantId} and e.order_id = ${orderId} and e.outcome = 'requested'
    order by e.at, e.id`;
}

/** What a refund is for, line by line, beside what the other payments were asked for at the same time. */
export interface AskedLine extends LineRefund {
  readonly intentId: string;
  readonly outcome: "succeeded" | "failed" | null;
  /** Units of the line that refunds, pending or done, give back because they were cancelled. */
  readonly cancelledTaken: number;
}

/** The lines of a refund and of those that one call asked of other payments; none when it is an amount. */
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

/** What came of the lines of refunds; each is answered once. */
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

export const insertPayment = (tx: Tx, row: Row): Sendable => insertRows(tx.sql, "payments", [row]);

export const insertLedger = (tx: Tx, rows: readonly Row[]): Sendable => insertRows(tx.sql, "payment_events", rows);

/** What a payment's sums change by, minor units. */
export type Delta = Partial<
  Record<"authorized" | "captured" | "refunded" | "voided" | "capturePending" | "refundPending", number>
>;

export interface Booking {
  readonly paymentId: string;
  readonly delta: Delta;
  /** Kept the first time a provider tells it. */
  readonly providerReference?: string | null;
}

/** The sums move by what the ledger rows say; the table's checks refuse a second capture and a refund of too much. */
export function bookPayment({ sql, tenantId }: Tx, { paymentId, delta, providerReference }: Booking): Sendable {
  return sql`
    update payments set authorized = authorized + ${delta.authorized ?? 0}, captured = captured + ${delta.captured ?? 0},
      refunded = refunded + ${delta.refunded ?? 0}, voided = voided + ${delta.voided ?? 0},
      capture_pending = capture_pending + ${delta.capturePending ?? 0},
      refund_pending = refund_pending + ${delta.refundPending ?? 0},
      provider_reference = coalesce(provider_reference, ${providerReference ?? null}), updated_at = now()
    where tenant_id = ${tenantId} and id = ${paymentId}`;
}

/** A provider may take more than was asked of it at first, such as a tip. */
export const raisePayment = ({ sql, tenantId }: Tx, paymentId: string, amount: number): Sendable => sql`
  update payments set amount = greatest(amount, ${amount}) where tenant_id = ${tenantId} and id = ${paymentId}`;

/** The order whose payment the provider calls so. */
export async function findByProviderReference(
  read: Read,
  { method, reference }: { method: string; reference: string },
): Promise<string | undefined> {
  const [row] = await read.sql<{ orderId: string }[]>`
    select order_id as "orderId" from payments
    where tenant_id = ${read.tenantId} and method = ${method} and provider_reference = ${reference}`;
  return row?.orderId;
}

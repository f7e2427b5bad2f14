import type { Sendable } from "../kernel/operation.ts";
import type { Tx } from "../kernel/tx.ts";
import { changingColumns } from "./columns-store.ts";
import type { Picked } from "./line-picks.ts";
import { closedByCancel, type TaxMode } from "./line-rules.ts";
import { type LineRecord, type OrderRecord, searchOf } from "./record.ts";

interface Changed {
  /** The new state. */
  readonly after: OrderRecord;
  /** The stored state. */
  readonly order: OrderRecord;
}

/** Writes orders, and the amounts of their lines where they differ; false when a row's version has changed. */
export async function writeOrders(tx: Tx, changed: readonly Changed[]): Promise<boolean> {
  const lines = changed.flatMap(linesThatDiffer);
  const [rows] = await Promise.all([
    tx.sql.unsafe(UPDATE_ORDERS, [tx.tenantId, JSON.stringify(changed.map(rowOf))], { prepare: true }),
    lines.length === 0
      ? []
      : tx.sql`
      update order_lines l set total = t.total, discount = t.discount, tax = t.tax
      from unnest(${lines.map((line) => line.id)}::uuid[], ${lines.map((line) => line.total)}::bigint[],
        ${lines.map((line) => line.discount)}::bigint[], ${lines.map((line) => line.tax)}::bigint[])
        as t(id, total, discount, tax)
      where l.tenant_id = ${tx.tenantId} and l.id = t.id`,
  ]);
  return rows.length === changed.length;
}

function linesThatDiffer({ after, order }: Changed): LineRecord[] {
  const known = new Map(order.lines.map((line) => [line.id, line]));
  return after.lines.filter((line) => {
    const old = known.get(line.id);
    return old?.total !== line.total || old.discount !== line.discount || old.tax !== line.tax;
  });
}

const written = [...changingColumns.map(({ column }) => column), "search", "search_version"];

/** Built once, from the columns that a change may write. */
const UPDATE_ORDERS = `
  update orders o set ${written.map((column) => `${column} = t.${column}`).join(", ")}
  from json_to_recordset($2::text::json) as t(id uuid, stored int, search tsvector, search_version int,
    ${changingColumns.map(({ column, type }) => `${column} ${type}`).join(", ")})
  where o.tenant_id = $1 and o.id = t.id and o.version = t.stored
  returning o.id`;

function rowOf({ after, order }: Changed): object {
  const row: Record<string, unknown> = { id: after.id, stored: order.version };
  for (const { name, column } of changingColumns) row[column] = after[name];
  return Object.assign(row, searchOf(after));
}

/** Units of an order's lines that are cancelled. */
export interface Cancelled {
  readonly taxMode: TaxMode;
  readonly picked: readonly Pick<Picked, "line" | "quantity">[];
}

/** Adds to the cancelled units of lines, and to the units no longer owed. */
export function cancelLines(tx: Tx, orders: readonly Cancelled[]): Sendable {
  const lines = orders.flatMap(({ taxMode, picked }) =>
    picked.map(({ line, quantity }) => ({ id: line.id, quantity, ...closedByCancel(line, taxMode, quantity) })),
  );
  return tx.sql`
    update order_lines l set cancelled = l.cancelled + t.quantity, closed_quantity = t.closed_quantity,
      closed_amount = t.closed_amount
    from unnest(${lines.map(({ id }) => id)}::uuid[], ${lines.map(({ quantity }) => quantity)}::int[],
      ${lines.map(({ closedQuantity }) => closedQuantity)}::int[],
      ${lines.map(({ closedAmount }) => closedAmount)}::bigint[]) as t(id, quantity, closed_quantity, closed_amount)
    where l.tenant_id = ${tx.tenantId} and l.id = t.id`;
}

/** Writes refunded, pending and no longer owed amounts by line. */
export function writeRefunds(tx: Tx, lines: readonly LineRecord[]): Sendable {
  const column = (of: (line: LineRecord) => number) => lines.map(of);
  return tx.sql`
    update order_lines l set refunded_quantity = t.refunded_quantity, refunded_amount = t.refunded_amount,
      refund_pending_quantity = t.refund_pending_quantity, refund_pending_amount = t.refund_pending_amount,
      closed_quantity = t.closed_quantity, closed_amount = t.closed_amount
    from unnest(${lines.map((line) => line.id)}::uuid[],
      ${column((line) => line.refundedQuantity)}::int[], ${column((line) => line.refundedAmount)}::bigint[],
      ${column((line) => line.refundPendingQuantity)}::int[], ${column((line) => line.refundPendingAmount)}::bigint[],
      ${column((line) => line.closedQuantity)}::int[], ${column((line) => line.closedAmount)}::bigint[])
      as t(id, refunded_quantity, refunded_amount, refund_pending_quantity, refund_pending_amount, closed_quantity, closed_amount)
    where l.tenant_id = ${tx.tenantId} and l.id = t.id`;
}

/** Stores the amounts per line of orders written by an older version. The caller holds their locks. */
export function writeCharges(tx: Tx, orders: readonly OrderRecord[]): Sendable {
  const lines = orders.flatMap((order) => order.lines);
  const column = (of: (line: LineRecord) => number) => lines.map(of);
  return tx.sql`
    with charged as (
      update orders o set shipping_tax_charged = t.tax, due = t.due
      from unnest(${orders.map(({ id }) => id)}::uuid[], ${orders.map((order) => order.shippingTaxCharged)}::bigint[],
        ${orders.map(({ due }) => due)}::bigint[]) as t(id, tax, due)
      where o.tenant_id = ${tx.tenantId} and o.id = t.id
    )
    update order_lines l set discount_granted = t.discount_granted, tax_charged = t.tax_charged, total = t.total,
      discount = t.discount, tax = t.tax, closed_quantity = t.closed_quantity, closed_amount = t.closed_amount
    from unnest(${lines.map(({ id }) => id)}::uuid[],
      ${column((line) => line.discountGranted)}::bigint[], ${column((line) => line.taxCharged)}::bigint[],
      ${column((line) => line.total)}::bigint[], ${column((line) => line.discount)}::bigint[],
      ${column((line) => line.tax)}::bigint[], ${column((line) => line.closedQuantity)}::int[],
      ${column((line) => line.closedAmount)}::bigint[])
      as t(id, discount_granted, tax_charged, total, discount, tax, closed_quantity, closed_amount)
    where l.tenant_id = ${tx.tenantId} and l.id = t.id`;
}

import type { Read } from "../kernel/tx.ts";
import type { OrderRecord } from "../orders/record.ts";
import { repriced, statusesOf } from "../orders/rules.ts";
import { lineColumns, orderColumns } from "../orders/store.ts";
import type { Check } from "./check.ts";

const PAGE = 500;

interface AuditedOrder extends OrderRecord {
  readonly openHolds: number;
}

/** For promises that are rules in code: what an order stores must be what the rule makes of its lines and money. */
function ruleCheck(
  named: Pick<Check, "name" | "promise">,
  compare: (order: AuditedOrder) => { stored: object; expected: object },
): Check {
  return {
    ...named,
    page: async (read, after) => {
      const orders = await readPage(read, after);
      return {
        last: orders.length === PAGE ? (orders.at(-1)?.id ?? null) : null,
        checked: orders.length,
        violations: orders.flatMap((order) => {
          const { stored, expected } = compare(order);
          const same = JSON.stringify(stored) === JSON.stringify(expected);
          return same ? [] : [{ id: order.id, number: order.number, stored, expected }];
        }),
      };
    },
  };
}

const readPage = (read: Read, after: string) => read.sql<AuditedOrder[]>`
  select ${orderColumns(read)}, ${lineColumns(read)}, (select count(*)::int from holds h where h.tenant_id = o.tenant_id
    and h.order_id = o.id and h.released_at is null) as "openHolds"
  from orders o join channels c on c.tenant_id = o.tenant_id and c.id = o.channel_id
  where o.tenant_id = ${read.tenantId} and o.id > ${after}::uuid order by o.id limit ${PAGE}`;

export const ruleChecks = [
  ruleCheck(
    {
      name: "order.statuses",
      promise: "The statuses of an order follow from its lines and money, and it is on hold while a hold is open.",
    },
    (order) => {
      const { status, paymentStatus, fulfillmentStatus, onHold } = order;
      return {
        stored: { status, paymentStatus, fulfillmentStatus, onHold },
        expected: { ...statusesOf(status === "draft", order.lines, order), onHold: order.openHolds > 0 },
      };
    },
  ),
  ruleCheck(
    { name: "order.totals", promise: "The totals of an order are what its lines, discount and shipping come to." },
    (order) => ({ stored: amountsOf(order), expected: amountsOf(repriced(order)) }),
  ),
];

type Amounts = Pick<OrderRecord, "subtotal" | "shipping" | "discount" | "tax" | "total"> & {
  lines: readonly { total: number; tax: number }[];
};

const amountsOf = ({ subtotal, shipping, discount, tax, total, lines }: Amounts) => ({
  subtotal,
  shipping,
  discount,
  tax,
  total,
  lines: lines.map((line) => [line.total, line.tax]),
});

import type { Sql } from "postgres";
import { issueInvoices } from "#core/erp/issue-invoices.ts";
import type { Applying, ConsumerEvent } from "#core/events/consumer.ts";
import type { Types } from "#core/kernel/tx.ts";
import { erpTenant } from "./claim-store.ts";

/** Whether an order has left, or is worth less than it was. */
const TYPES: ReadonlySet<string> = new Set([
  "shipment.shipped",
  "shipment.delivered",
  "order.status_changed",
  "order.cancelled",
  "payment.refunded",
]);

/** Issues invoices and credit notes of the tenant that has an ERP. */
export const erpConsumer = (slug: string | undefined): Applying => ({
  name: "erp",
  start: "head",
  wants: ({ type }) => TYPES.has(type),
  apply: async (sql: Sql<Types>, events: readonly ConsumerEvent[]) => {
    const tenantId = await erpTenant(sql, slug);
    const own = events.filter((event) => event.tenantId === tenantId);
    if (own.length > 0) await issueInvoices(sql, own);
  },
});

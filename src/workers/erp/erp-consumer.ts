import type { Sql } from "postgres";
import { issueInvoices } from "#core/erp/issue-invoices.ts";
import type { Applying, ConsumerEvent } from "#core/events/consumer.ts";
import type { Types } from "#core/kernel/tx.ts";
import { activateErp, erpTenant } from "./tenant-store.ts";

/** Whether an order has left, or is worth less than it was; a refund that fails is still owed. */
const TYPES: ReadonlySet<string> = new Set([
  "shipment.shipped",
  "shipment.delivered",
  "order.status_changed",
  "order.cancelled",
  "payment.refunded",
  "payment.failed",
]);

export interface ErpOfTenant {
  readonly tenant: string | undefined;
  readonly wsdlUrl: string;
}

/** Issues invoices and credit notes of the tenant that has an ERP. Rejects while it is not known which one that is. */
export const erpConsumer = ({ tenant, wsdlUrl }: ErpOfTenant): Applying => ({
  name: "erp",
  start: "head",
  wants: ({ type }) => TYPES.has(type),
  apply: async (sql: Sql<Types>, events: readonly ConsumerEvent[]) => {
    const tenantId = await erpTenant(sql, tenant);
    const own = events.filter((event) => event.tenantId === tenantId);
    const [first] = own;
    if (tenantId === undefined || first === undefined) return;
    await activateErp(sql, { tenantId, wsdlUrl, at: first.at });
    await issueInvoices(sql, own);
  },
});

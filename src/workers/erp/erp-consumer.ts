import type { Sql } from "postgres";
import { ERP_CONSUMER } from "#core/erp/connection-store.ts";
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
  name: ERP_CONSUMER,
  start: "head",
  wants: ({ type }) => TYPES.has(type),
  apply: async (sql: Sql<Types>, events: readonly ConsumerEvent[]) => {
    const tenantId = await erpTenant(sql, tenant);
    const own = events.filter((event) => event.tenantId === tenantId);
    if (tenantId === undefined || own.length === 0) return;
    // The feed is not ordered by time: a transaction that began earlier may commit later.
    const at = new Date(Math.min(...own.map((event) => new Date(event.at).getTime())));
    await activateErp(sql, { tenantId, wsdlUrl, at });
    await issueInvoices(sql, own);
  },
});

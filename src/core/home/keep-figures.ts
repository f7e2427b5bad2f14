import type { Sql } from "postgres";
import type { Applying, ConsumerEvent } from "../events/consumer.ts";
import type { Types } from "../kernel/tx.ts";
import { countOrders, keepActivities, lockFigures } from "./figures-store.ts";
import { FIGURES, floorOf, isActivity } from "./rules.ts";

const isOfOrder = ({ subjectType }: ConsumerEvent): boolean => subjectType === "order";

/** Updates the Home figures in the transaction that advances the consumer's cursor. */
export const keepFigures: Applying = {
  name: FIGURES,
  start: "head",
  wants: (event) => isOfOrder(event) || isActivity(event),
  apply,
};

async function apply(sql: Sql<Types>, events: readonly ConsumerEvent[]): Promise<void> {
  const orders = events.filter(isOfOrder).map(({ tenantId, subjectId }) => ({ tenantId, id: subjectId }));
  const news = events.filter(isActivity);
  const tenantIds = [...new Set(events.map(({ tenantId }) => tenantId))];
  // Sequential on one connection: what the lock protects is read only once it is held.
  await Promise.all([
    lockFigures(sql, tenantIds),
    orders.length === 0 ? undefined : countOrders(sql, orders, floorOf(new Date())),
    news.length === 0 ? undefined : keepActivities(sql, news),
  ]);
}

import type { WriteContext } from "../kernel/operation.ts";
import type { Tx } from "../kernel/tx.ts";
import { DELIVERIES_CHANNEL } from "../webhooks/fan-out-store.ts";

interface Level {
  readonly id: string;
  readonly sku: string;
  readonly location: string;
  readonly onHand: number;
  readonly reserved: number;
  readonly available: number;
  readonly incoming: number;
  readonly safetyStock: number;
}

const levelColumns = (tx: Tx) => tx.sql`
  sl.id, v.sku, k.code as location, sl.on_hand as "onHand", sl.reserved,
  sl.available, sl.incoming, sl.safety_stock as "safetyStock"
  from stock_levels sl
  join variants v on v.tenant_id = sl.tenant_id and v.id = sl.variant_id
  join locations k on k.tenant_id = sl.tenant_id and k.id = sl.location_id`;

export async function readLevel(tx: Tx, id: string): Promise<Level | undefined> {
  const [level] = await tx.sql<Level[]>`
    select ${levelColumns(tx)} where sl.tenant_id = ${tx.tenantId} and sl.id = ${id}`;
  return level;
}

export async function lockLevel(tx: Tx, id: string): Promise<Level | undefined> {
  const [level] = await tx.sql<Level[]>`
    select ${levelColumns(tx)} where sl.tenant_id = ${tx.tenantId} and sl.id = ${id} for no key update of sl`;
  return level;
}

/** Queues what happened to an order for an endpoint again, as its filters are now, whatever its channels. */
export async function requeueEvents(
  { tx, now, send }: Pick<WriteContext, "tx" | "now" | "send">,
  told: { endpointId: string; orderId: string },
): Promise<number> {
  const at = now.toISOString();
  const { count } = await tx.sql`
    insert into webhook_deliveries (tenant_id, id, endpoint_id, event_id, n, type, subject_id, sequence, replay, due_at, created_at)
    select v.tenant_id, gen_random_uuid(), e.id, v.id, v.n, v.type, v.subject_id, v.sequence, true,
      ${at}::text::timestamptz, ${at}::text::timestamptz
    from webhook_endpoints e join events v on v.tenant_id = e.tenant_id and v.subject_id = ${told.orderId}
    where e.tenant_id = ${tx.tenantId} and e.id = ${told.endpointId} and e.deleted_at is null and e.status <> 'disabled'
      and not exists (select from outbox w where w.n = v.n)
      and array['*', v.type, split_part(v.type, '.', 1) || '.*'] && e.event_types
    order by v.n`;
  if (count > 0) send(tx.sql`select pg_notify(${DELIVERIES_CHANNEL}, '')`);
  return count;
}

import type { Sql } from "postgres";
import type { ConsumerEvent } from "../events/consumer.ts";
import type { Types } from "../kernel/tx.ts";

/** Workers listen on this channel. The payload `lanes` means that endpoints have changed. */
export const DELIVERIES_CHANNEL = "crossdock_deliveries";

/**
 * Queues one delivery per event and matching endpoint, in the transaction that advances the consumer. Deliveries of a
 * paused or disabled endpoint wait until it is resumed. A test goes to its own endpoint only.
 */
export async function fanOut(sql: Sql<Types>, events: readonly ConsumerEvent[]): Promise<void> {
  const { count } = await sql`
    insert into webhook_deliveries (tenant_id, id, endpoint_id, event_id, n, type, subject_id, sequence, due_at, created_at)
    select v.tenant_id, gen_random_uuid(), e.id, v.id, v.n, v.type, v.subject_id, v.sequence, now(), now()
    from unnest(${events.map((event) => event.tenantId)}::uuid[], ${events.map((event) => event.id)}::uuid[],
      ${events.map((event) => event.n)}::bigint[], ${events.map((event) => event.type)}::text[],
      ${events.map((event) => event.subjectId)}::uuid[], ${events.map((event) => event.sequence)}::int[],
      ${events.map((event) => event.channelId)}::uuid[]
    ) as v(tenant_id, id, n, type, subject_id, sequence, channel_id)
    join webhook_endpoints e on e.tenant_id = v.tenant_id and e.deleted_at is null
      and case when v.type = 'webhook.test' then e.id = v.subject_id
        else array['*', v.type, split_part(v.type, '.', 1) || '.*'] && e.event_types
          and (cardinality(e.channel_ids) = 0 or v.channel_id = any(e.channel_ids)) end`;
  const changed = events.some(({ type }) => type.startsWith("webhook_"));
  if (count > 0 || changed) await sql`select pg_notify(${DELIVERIES_CHANNEL}, ${changed ? "lanes" : ""})`;
}

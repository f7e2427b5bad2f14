import type { Tx } from "#core/kernel/tx.ts";
import type { Subscribers } from "./subscribers.ts";

const ANSWER = '{"error":"unknown_article","message":"No such article in our catalogue."}';

const REFUSED = "connection_refused: The server refused the connection.";

/** The deliveries of the last days' events to the two endpoints, with attempts and hourly sums. */
export async function tellSubscribers(tx: Tx, { fulfilment, loyalty }: Subscribers, now: Date): Promise<void> {
  const { sql, tenantId } = tx;
  const at = now.toISOString();
  for (const table of ["webhook_deliveries", "webhook_attempts"])
    await sql`select ensure_month_partitions(${table}, ${at}::text::timestamptz - interval '10 days')`;
  await sql`
    insert into webhook_deliveries (tenant_id, id, endpoint_id, event_id, n, type, subject_id, sequence, state, attempts,
      due_at, last_status, last_error, created_at, finished_at)
    select e.tenant_id, gen_random_uuid(), e.endpoint_id, e.id, e.n, e.type, e.subject_id,
      e.sequence, case when f.unreachable or f.refused then 'failed' else 'succeeded' end,
      case when f.unreachable then 3 else 1 end, e.at, case when f.unreachable then null when f.refused then 422 else 200 end,
      case when f.unreachable then ${REFUSED} when f.refused then 'status: The endpoint answered 422.' end, e.at,
      e.at + interval '180 milliseconds'
    from (
      select e.*, w.id as endpoint_id, row_number() over (partition by w.id order by e.n desc) as row
      from events e
      join webhook_endpoints w on w.tenant_id = e.tenant_id
        and (e.type = any(w.event_types) or split_part(e.type, '.', 1) || '.*' = any(w.event_types))
      where e.tenant_id = ${tenantId} and w.id in (${fulfilment}, ${loyalty})
        and e.at between ${at}::text::timestamptz - interval '6 days' and ${at}::text::timestamptz - interval '1 hour'
    ) e
    cross join lateral (select e.endpoint_id = ${loyalty} as unreachable, e.row % 24 = 5 as refused) f`;
  await sql`
    insert into webhook_attempts (tenant_id, delivery_id, number, at, duration_ms, status, error, response_body)
    select d.tenant_id, d.id, t.number, d.created_at + (t.number - 1) * interval '150 seconds',
      40 + (hashtext(d.id::text) & 127), d.last_status, d.last_error,
      case d.last_status when 422 then ${ANSWER} when 200 then 'ok' end
    from webhook_deliveries d cross join lateral generate_series(1, d.attempts) t(number)
    where d.tenant_id = ${tenantId}`;
  await sql`
    insert into webhook_hours (tenant_id, endpoint_id, hour, succeeded, failed, durations)
    select tenant_id, endpoint_id, date_trunc('hour', created_at), count(*) filter (where state = 'succeeded'),
      count(*) filter (where state = 'failed'), array[0, count(*)::int, 0, 0, 0, 0, 0, 0]
    from webhook_deliveries where tenant_id = ${tenantId} group by 1, 2, 3`;
}

import type { Sql } from "postgres";
import type { Types } from "#core/kernel/tx.ts";
import { BUCKETS_MS, bucketOf } from "#core/webhooks/rules.ts";

export interface AttemptResult {
  readonly tenantId: string;
  readonly endpointId: string;
  readonly id: string;
  readonly createdMs: number;
  readonly number: number;
  readonly atMs: number;
  readonly durationMs: number;
  readonly status: number | null;
  readonly error: string | null;
  readonly responseBody: string | null;
  readonly succeeded: boolean;
  /** The time of the next attempt; null when it is finished. */
  readonly dueMs: number | null;
}

export interface LaneHealth {
  readonly tenantId: string;
  readonly endpointId: string;
  /** The settings version of the attempt: a resumed endpoint is not charged with earlier failures. */
  readonly version: number;
  readonly failures: number;
  readonly failingSinceMs: number | null;
  readonly openUntilMs: number | null;
  readonly lastSuccessMs: number | null;
  readonly lastFailureMs: number | null;
  readonly lastError: string | null;
}

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

/** Writes a batch of attempts. Deliveries that were cancelled, or attempted by another worker since, stay unchanged. */
export async function writeResults(
  sql: Sql<Types>,
  results: readonly AttemptResult[],
  health: readonly LaneHealth[],
): Promise<void> {
  await sql.begin(async (transaction) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a transaction runs the same statements
    const tx = transaction as unknown as Sql<Types>;
    await Promise.all([writeAttempts(tx, results), writeHours(tx, results), writeHealth(tx, health)]);
  });
}

function writeAttempts(tx: Sql<Types>, results: readonly AttemptResult[]) {
  const rows = results.map((result) => ({
    tenant_id: result.tenantId,
    id: result.id,
    created_at: iso(result.createdMs),
    number: result.number,
    at: iso(result.atMs),
    duration_ms: result.durationMs,
    status: result.status,
    error: result.error,
    response_body: result.responseBody,
    state: result.dueMs !== null ? "pending" : result.succeeded ? "succeeded" : "failed",
    due_at: iso(result.dueMs ?? result.atMs),
    finished_at: result.dueMs === null ? iso(result.atMs + result.durationMs) : null,
  }));
  return tx`
    with r as (
      select * from json_to_recordset(${JSON.stringify(rows)}::text::json) as r(tenant_id uuid, id uuid,
        created_at timestamptz, number int, at timestamptz, duration_ms int, status int, error text, response_body text,
        state text, due_at timestamptz, finished_at timestamptz)
    ), written as (
      update webhook_deliveries d set state = r.state, requeued = false, attempts = r.number, due_at = r.due_at, last_status = r.status,
        last_error = r.error, finished_at = r.finished_at
      from r where d.tenant_id = r.tenant_id and d.id = r.id and d.created_at = r.created_at
        and d.state = 'pending' and d.attempts = r.number - 1
      returning d.id
    )
    insert into webhook_attempts (tenant_id, delivery_id, number, at, duration_ms, status, error, response_body)
    select r.tenant_id, r.id, r.number, r.at, r.duration_ms, r.status, r.error, r.response_body
    from written w join r on r.id = w.id`.execute();
}

const HOUR_MS = 3_600_000;

interface Hour {
  tenant_id: string;
  endpoint_id: string;
  hour: string | null;
  succeeded: number;
  failed: number;
  durations: number[];
}

function writeHours(tx: Sql<Types>, results: readonly AttemptResult[]) {
  const hours = new Map<string, Hour>();
  for (const { tenantId, endpointId, atMs, durationMs, succeeded } of results) {
    const hour = iso(Math.floor(atMs / HOUR_MS) * HOUR_MS);
    const key = `${endpointId} ${hour}`;
    const durations = BUCKETS_MS.map(() => 0);
    const sum = hours.get(key) ?? {
      tenant_id: tenantId,
      endpoint_id: endpointId,
      hour,
      succeeded: 0,
      failed: 0,
      durations,
    };
    if (succeeded) sum.succeeded += 1;
    else sum.failed += 1;
    const bucket = bucketOf(durationMs);
    sum.durations[bucket] = (sum.durations[bucket] ?? 0) + 1;
    hours.set(key, sum);
  }
  const rows = [...hours.values()].toSorted((a, b) => (a.endpoint_id < b.endpoint_id ? -1 : 1));
  return tx`
    insert into webhook_hours as h (tenant_id, endpoint_id, hour, succeeded, failed, durations)
    select tenant_id, endpoint_id, hour, succeeded, failed, durations
    from json_populate_recordset(null::webhook_hours, ${JSON.stringify(rows)}::text::json)
    on conflict (tenant_id, endpoint_id, hour) do update set succeeded = h.succeeded + excluded.succeeded,
      failed = h.failed + excluded.failed,
      durations = (select array_agg(a + b order by o) from unnest(h.durations, excluded.durations) with ordinality as u(a, b, o))`.execute();
}

function writeHealth(tx: Sql<Types>, health: readonly LaneHealth[]) {
  const rows = health
    .map((lane) => ({
      tenant_id: lane.tenantId,
      endpoint_id: lane.endpointId,
      version: lane.version,
      failures: lane.failures,
      failing_since: iso(lane.failingSinceMs),
      open_until: iso(lane.openUntilMs),
      last_success_at: iso(lane.lastSuccessMs),
      last_failure_at: iso(lane.lastFailureMs),
      last_error: lane.lastError,
    }))
    .toSorted((a, b) => (a.endpoint_id < b.endpoint_id ? -1 : 1));
  return tx`
    update webhook_lanes l set failures = r.failures, failing_since = r.failing_since, open_until = r.open_until,
      last_success_at = coalesce(r.last_success_at, l.last_success_at),
      last_failure_at = coalesce(r.last_failure_at, l.last_failure_at), last_error = r.last_error,
      noticed = case when r.failing_since is null then 0 else l.noticed end
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as r(tenant_id uuid, endpoint_id uuid, version int,
      failures int, failing_since timestamptz, open_until timestamptz, last_success_at timestamptz,
      last_failure_at timestamptz, last_error text)
    join webhook_endpoints e on e.tenant_id = r.tenant_id and e.id = r.endpoint_id and e.version = r.version
    where l.tenant_id = r.tenant_id and l.endpoint_id = r.endpoint_id`.execute();
}

import type { Sql } from "postgres";
import type { Types } from "#core/kernel/tx.ts";

export interface HeldLane {
  readonly tenantId: string;
  readonly endpointId: string;
  readonly version: number;
  readonly skipping: boolean;
}

export interface Standing {
  /** The endpoints that this worker has leased. */
  readonly lanes: readonly HeldLane[];
  /** Its fair share of all endpoints, given the other live workers. */
  readonly share: number;
  /** PostgreSQL's time, ms since the epoch. */
  readonly nowMs: number;
}

/** Renews this worker's lease, takes free lanes up to its share and returns the leased ones. */
export function renewLease(sql: Sql<Types>, worker: string, leaseMs: number): Promise<Standing> {
  return sql.begin(async (transaction) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a transaction runs the same statements
    const tx = transaction as unknown as Sql<Types>;
    const lease = `${leaseMs} milliseconds`;
    await tx`
      insert into webhook_workers (id, alive_until) values (${worker}, now() + ${lease}::interval)
      on conflict (id) do update set alive_until = excluded.alive_until`;
    const [counts] = await tx<{ share: number; held: number; nowMs: number }[]>`
      select extract(epoch from clock_timestamp())::float8 * 1000 as "nowMs", ceil(count(*)::float8 / (select count(*) from webhook_workers where alive_until > now()))::int as share,
        (count(*) filter (where holder = ${worker}))::int as held
      from webhook_lanes`;
    const { share = 0, held = 0, nowMs = Date.now() } = counts ?? {};
    if (held < share) await claim(tx, worker, share - held);
    const lanes = await tx<HeldLane[]>`
      select l.tenant_id as "tenantId", l.endpoint_id as "endpointId", e.version,
        e.skip_through is not null as skipping
      from webhook_lanes l join webhook_endpoints e on e.tenant_id = l.tenant_id and e.id = l.endpoint_id
      where l.holder = ${worker}`;
    return { lanes, share, nowMs };
  });
}

const claim = (tx: Sql<Types>, worker: string, count: number) => tx`
  update webhook_lanes l set holder = ${worker}
  from (
    select f.tenant_id, f.endpoint_id from webhook_lanes f
    where not exists (select from webhook_workers w where w.id = f.holder and w.alive_until > now())
    limit ${count} for update skip locked
  ) free
  where l.tenant_id = free.tenant_id and l.endpoint_id = free.endpoint_id`;

export async function releaseLanes(sql: Sql<Types>, worker: string, endpointIds: readonly string[]): Promise<void> {
  if (endpointIds.length === 0) return;
  await sql`update webhook_lanes set holder = null where holder = ${worker} and endpoint_id = any(${[...endpointIds]}::uuid[])`;
}

/** Releases all leases, and deletes workers that have been gone for a day. */
export async function endLease(sql: Sql<Types>, worker: string): Promise<void> {
  await sql`update webhook_lanes set holder = null where holder = ${worker}`;
  await sql`delete from webhook_workers where id = ${worker} or alive_until < now() - interval '1 day'`;
}

export interface LaneSettings {
  readonly tenantId: string;
  readonly endpointId: string;
  readonly version: number;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly payload: "full" | "thin";
  readonly transform: string | null;
  readonly ordered: boolean;
  readonly maxPerSecond: number | null;
  readonly maxConcurrent: number;
  readonly status: string;
  /** The backlog is being cancelled: nothing is sent until that is done. */
  readonly skipping: boolean;
  readonly secrets: { kind: "hmac" | "ed25519"; sealed: string; expiresMs: number | null }[];
  readonly failures: number;
  readonly failingSinceMs: number | null;
  readonly openUntilMs: number | null;
  readonly noticed: number;
}

/** Settings and health of endpoints that were leased or have changed. */
export async function readSettings(sql: Sql<Types>, endpointIds: readonly string[]): Promise<LaneSettings[]> {
  if (endpointIds.length === 0) return [];
  return sql<LaneSettings[]>`
    select e.tenant_id as "tenantId", e.id as "endpointId", e.version, e.url, e.headers, e.payload, e.transform, e.ordered,
      e.max_per_second as "maxPerSecond", e.max_concurrent as "maxConcurrent", e.status, e.skip_through is not null as skipping, l.failures, l.noticed,
      extract(epoch from l.failing_since)::float8 * 1000 as "failingSinceMs",
      extract(epoch from l.open_until)::float8 * 1000 as "openUntilMs",
      (select coalesce(json_agg(json_build_object('kind', s.kind, 'sealed', s.sealed,
          'expiresMs', extract(epoch from s.expires_at)::float8 * 1000) order by s.created_at desc, s.id desc), '[]')
        from webhook_secrets s where s.tenant_id = e.tenant_id and s.endpoint_id = e.id) as secrets
    from webhook_lanes l join webhook_endpoints e on e.tenant_id = l.tenant_id and e.id = l.endpoint_id
    where l.endpoint_id = any(${[...endpointIds]}::uuid[])`;
}

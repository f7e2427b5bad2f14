import type { Sql } from "postgres";
import { storable } from "../kernel/storable.ts";
import type { Read, Types } from "../kernel/tx.ts";
import { type CallOutcome, KEPT_CALLS, type ListRecentCallsInput } from "./schemas.ts";

export interface CallRecord {
  readonly tenantId: string;
  readonly transport: string;
  readonly failed: boolean;
  readonly at: Date;
  readonly requestId: string;
  readonly operation: string;
  readonly principal: string;
  readonly outcome: CallOutcome;
  readonly code: string | null;
  readonly message: string | null;
  readonly durationMs: number;
}

export type NamedCall = CallRecord & { readonly name: string | null };

/** Stores calls in place of the oldest; two processes that write at once may overwrite some of each other's. */
export async function keepCalls(sql: Sql<Types>, calls: readonly CallRecord[]): Promise<void> {
  await sql`
    with fresh as (
      select r.*, row_number() over (partition by r."tenantId", r.transport, r.failed order by r.at desc) as n
      from json_to_recordset(${JSON.stringify(storable(calls))}::text::json) as r("tenantId" uuid, transport text, failed boolean,
        at timestamptz, "requestId" text, operation text, principal text, outcome text, code text, message text, "durationMs" real)
    ), slots as (
      select k.*, s.slot, row_number() over (
        partition by k."tenantId", k.transport, k.failed order by c.at nulls first, s.slot) as n
      from (select distinct "tenantId", transport, failed from fresh) k
      cross join generate_series(0, ${KEPT_CALLS - 1}::int) as s(slot)
      left join recent_calls c on (c.tenant_id, c.transport, c.failed, c.slot) = (k."tenantId", k.transport, k.failed, s.slot)
    )
    insert into recent_calls (tenant_id, transport, failed, slot, at, request_id, operation, principal, outcome, code, message, duration_ms)
    select f."tenantId", f.transport, f.failed, s.slot, f.at, f."requestId", f.operation, f.principal, f.outcome, f.code, f.message, f."durationMs"
    from fresh f join slots s using ("tenantId", transport, failed, n)
    order by 1, 2, 3, 4
    on conflict (tenant_id, transport, failed, slot) do update set
      at = excluded.at, request_id = excluded.request_id, operation = excluded.operation, principal = excluded.principal,
      outcome = excluded.outcome, code = excluded.code, message = excluded.message, duration_ms = excluded.duration_ms`;
}

/** The newest first. */
export const readRecentCalls = (
  { sql, tenantId }: Read,
  { transport, failed, limit }: ListRecentCallsInput,
): Promise<NamedCall[]> =>
  sql<NamedCall[]>`
    select c.at, c.request_id as "requestId", c.operation, c.principal, c.outcome, c.code, c.message,
      c.duration_ms as "durationMs", coalesce(k.name, u.name, o.name) as name
    from recent_calls c
    left join api_keys k on k.tenant_id = c.tenant_id and 'api_key:' || k.id = c.principal
    left join users u on u.tenant_id = c.tenant_id and 'user:' || u.id = c.principal
    left join oauth_clients o on o.tenant_id = c.tenant_id and 'client:' || o.id = c.principal
    where c.tenant_id = ${tenantId} and c.transport = ${transport}
      ${failed === undefined ? sql`` : sql`and c.failed = ${failed}`}
    order by c.at desc, c.request_id desc, c.slot limit ${limit}`;

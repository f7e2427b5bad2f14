import type { Read } from "../kernel/tx.ts";
import type { ListAuditEntriesInput } from "./entry-schemas.ts";

/** Rows that one page reads at most, so that a rare filter costs no more than a common one. */
export const LONGEST_SCAN = 5000;
/** Events before it, of which the values of before are taken. */
const LOOKED_BACK = 8;

export interface EntryRow {
  readonly id: string;
  readonly at: Date;
  readonly type: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly sequence: number;
  readonly actor: { type: "user" | "api_key" | "client" | "system"; id: string; name: string };
  readonly transport: string;
  readonly address: string | null;
  readonly requestId: string;
  readonly data: unknown;
  readonly earlier: readonly { readonly type: string; readonly data: unknown }[];
}

export interface EntryScan {
  readonly rows: readonly EntryRow[];
  /** The last row that was read, where there may be more behind it. */
  readonly scanned: string | null;
}

type Filters = Omit<ListAuditEntriesInput, "cursor">;

/** Ids are time-ordered, so the primary key serves the newest first. */
export async function scanEntries(read: Read, filters: Filters, before: string | undefined): Promise<EntryScan> {
  const { sql, tenantId } = read;
  const rows = await sql<(EntryRow & { scanned: string | null })[]>`
    with scanned as materialized (
      select * from events e where e.tenant_id = ${tenantId} ${before === undefined ? sql`` : sql`and e.id < ${before}`}
        ${filters.subject === undefined ? sql`` : sql`and e.subject_id = ${filters.subject}`}
      order by e.id desc limit ${LONGEST_SCAN}
    ), matched as (
      select * from scanned e where ${matches(read, filters)} order by e.id desc limit ${filters.limit + 1}
    ), last as (
      select case when count(*) = ${LONGEST_SCAN} then (array_agg(id order by id))[1] end as id from scanned
    )
    select m.id, m.at, m.type, m.subject_type as "subjectType", m.subject_id as "subjectId", m.sequence, m.transport,
      m.address, m.request_id as "requestId", m.data, coalesce(p.earlier, '[]') as earlier, l.id as scanned,
      json_build_object('type', m.actor_type, 'id', m.actor_id, 'name', m.actor_name) as actor
    from last l left join matched m on true
    left join lateral (
      select json_agg(json_build_object('type', b.type, 'data', b.data) order by b.sequence desc) as earlier from (
        select type, data, sequence from events b
        where b.tenant_id = ${tenantId} and b.subject_id = m.subject_id and b.sequence < m.sequence
        order by b.sequence desc limit ${LOOKED_BACK}
      ) b
    ) p on true
    order by m.id desc`;
  return { rows: rows.filter(({ id }) => id !== null), scanned: rows[0]?.scanned ?? null };
}

function matches(read: Read, { type, actor, transport, address, from, to }: Filters) {
  const { sql } = read;
  const isKind = type?.endsWith(".*") === true;
  return sql`true
    ${type === undefined ? sql`` : isKind ? sql`and split_part(e.type, '.', 1) = ${type.slice(0, -2)}` : sql`and e.type = ${type}`}
    ${actor === undefined ? sql`` : sql`and (e.actor_id = ${actor} or position(lower(${actor}) in lower(e.actor_name)) > 0)`}
    ${transport === undefined ? sql`` : sql`and e.transport = ${transport}`}
    ${address === undefined ? sql`` : sql`and e.address = ${address}`}
    ${from === undefined ? sql`` : sql`and e.at >= ${from}`}
    ${to === undefined ? sql`` : sql`and e.at < ${to}`}`;
}

import type { HubEvent } from "../kernel/event.ts";
import type { Read } from "../kernel/tx.ts";

export type StoredEvent = Pick<HubEvent, "id" | "type" | "subjectType" | "subjectId" | "sequence" | "data"> & {
  at: Date;
  /** `traceparent` of the call that wrote it, if any. */
  trace?: string | null;
};

const eventColumns = ({ sql }: Pick<Read, "sql">) => sql`
  e.id, e.type, e.subject_type as "subjectType", e.subject_id as "subjectId", e.sequence, e.data, e.at`;

export async function readEvent(read: Read, id: string): Promise<StoredEvent | undefined> {
  const [row] = await read.sql<StoredEvent[]>`
    select ${eventColumns(read)} from events e where e.tenant_id = ${read.tenantId} and e.id = ${id}`;
  return row;
}

const LOOK_BACK = 5000;

/** The newest event of a type among recent ones. */
export async function newestEvent(read: Read, type: string): Promise<StoredEvent | undefined> {
  const { sql, tenantId } = read;
  const wanted = type.endsWith(".*") ? sql`starts_with(e.type, ${type.slice(0, -1)})` : sql`e.type = ${type}`;
  const [row] = await sql<StoredEvent[]>`
    select ${eventColumns(read)} from (
      select f.n from feed f where f.tenant_id = ${tenantId} order by f.position desc limit ${LOOK_BACK}) f
    join events e on e.n = f.n
    where e.tenant_id = ${tenantId} and ${wanted} order by e.n desc limit 1`;
  return row;
}

import { insertRows } from "#db/bulk.ts";
import type { WriteContext } from "../kernel/operation.ts";
import type { Read, Tx } from "../kernel/tx.ts";
import { Station, type LineRecord, type OrderHead, type SessionRecord, type StepRecord } from "./station.ts";

export interface Asked {
  readonly sessionId: string;
  readonly clientId: string;
}

const instant = (name: string) => `to_char(${name} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const SESSION = `s.id, s.location_id as "locationId", k.code as location, s.station, s.owner, s.owner_name as "ownerName",
  s.version, s.order_id as "orderId", s.order_version as "orderVersion", ${instant("s.taken_at")} as "takenAt",
  ${instant("s.opened_at")} as "openedAt", ${instant("s.seen_at")} as "seenAt", ${instant("s.closed_at")} as "closedAt"
  from packing_sessions s join locations k on k.tenant_id = s.tenant_id and k.id = s.location_id`;

const LINE = `l.order_line_id as id, l.variant_id as "variantId", l.sku, l.name, l.barcode, l.wanted, l.packed`;

const HEAD = `o.id, o.number::text, o.version, c.code as channel, o.customer_name as "customerName", o.notes
  from packing_sessions s join orders o on o.tenant_id = s.tenant_id and o.id = s.order_id
  join channels c on c.tenant_id = o.tenant_id and c.id = o.channel_id`;

const STEP = `p.session_id as "sessionId", p.client_id as "clientId", p.version, p.kind, p.order_id as "orderId",
  p.fingerprint, p.accepted, p.units, p.answer from packing_steps p`;

type Owned<T> = T & { readonly sessionId: string };

/** Locks sessions by id, and reads their parcels and the commands that were decided before, in one round trip. */
export async function lockStations(tx: Tx, asked: readonly Asked[]): Promise<Map<string, Station>> {
  const { sql, tenantId } = tx;
  const ids = [...new Set(asked.map(({ sessionId }) => sessionId.toLowerCase()))];
  const locked = sql<SessionRecord[]>`
    select ${sql.unsafe(SESSION)} where s.tenant_id = ${tenantId} and s.id = any(${ids}::uuid[])
    order by s.id for no key update of s`.execute(); // sent first: what follows is read under the locks
  const [sessions, parcels, steps] = await Promise.all([
    locked,
    readParcels(tx, ids),
    sql<StepRecord[]>`
      select ${sql.unsafe(STEP)} join unnest(${asked.map(({ sessionId }) => sessionId)}::uuid[],
        ${asked.map(({ clientId }) => clientId)}::text[]) as a(session_id, client_id)
        on p.session_id = a.session_id and p.client_id = a.client_id
      where p.tenant_id = ${tenantId}`,
  ]);
  const stations = new Map(sessions.map((session) => [session.id, stationOf({ ...session }, parcels)]));
  for (const [id, its] of Map.groupBy(steps, ({ sessionId }) => sessionId)) stations.get(id)?.know(its);
  return stations;
}

interface Parcels {
  readonly heads: readonly Owned<OrderHead>[];
  readonly lines: readonly Owned<LineRecord>[];
}

async function readParcels(read: Read, ids: readonly string[]): Promise<Parcels> {
  const { sql, tenantId } = read;
  const [heads, lines] = await Promise.all([
    sql<Owned<OrderHead>[]>`
      select s.id as "sessionId", ${sql.unsafe(HEAD)} where s.tenant_id = ${tenantId} and s.id = any(${[...ids]}::uuid[])`,
    sql<Owned<LineRecord>[]>`
      select l.session_id as "sessionId", ${sql.unsafe(LINE)} from packing_lines l
      where l.tenant_id = ${tenantId} and l.session_id = any(${[...ids]}::uuid[]) order by l.session_id, l.position`,
  ]);
  return { heads, lines };
}

const stationOf = (session: SessionRecord, { heads, lines }: Parcels): Station =>
  new Station(
    session,
    heads.find(({ sessionId }) => sessionId === session.id),
    lines.filter(({ sessionId }) => sessionId === session.id),
  );

/** The open session of a station, under its lock. */
export async function lockStation(tx: Tx, locationId: string, station: string): Promise<string | undefined> {
  const [row] = await tx.sql<{ id: string }[]>`
    select id from packing_sessions where tenant_id = ${tx.tenantId} and location_id = ${locationId}
      and lower(station) = lower(${station}) and closed_at is null for no key update`;
  return row?.id;
}

export const insertSession = ({ tx, send }: WriteContext, session: SessionRecord): void =>
  send(
    insertRows(tx.sql, "packing_sessions", [
      {
        tenant_id: tx.tenantId,
        id: session.id,
        location_id: session.locationId,
        station: session.station,
        owner: session.owner,
        owner_name: session.ownerName,
        version: session.version,
        opened_at: session.openedAt,
        seen_at: session.seenAt,
      },
    ]),
  );

/** Writes what was decided; pipelined with the commit. */
export function writeStations({ tx, send, now }: WriteContext, stations: readonly Station[]): void {
  const { sql, tenantId } = tx;
  const rows = stations.map(({ session }) => ({
    id: session.id,
    owner: session.owner,
    owner_name: session.ownerName,
    version: session.version,
    order_id: session.orderId,
    order_version: session.orderVersion,
    taken_at: session.takenAt,
    seen_at: session.seenAt,
    closed_at: session.closedAt,
  }));
  if (rows.length === 0) return;
  send(sql`
    update packing_sessions s set owner = t.owner, owner_name = t.owner_name, version = t.version,
      order_id = t.order_id, order_version = t.order_version, taken_at = t.taken_at, seen_at = t.seen_at,
      closed_at = t.closed_at
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as t(id uuid, owner text, owner_name text, version int,
      order_id uuid, order_version int, taken_at timestamptz, seen_at timestamptz, closed_at timestamptz)
    where s.tenant_id = ${tenantId} and s.id = t.id`);
  const relined = stations.filter(({ isRelined }) => isRelined);
  if (relined.length > 0)
    send(sql`
      delete from packing_lines where tenant_id = ${tenantId}
        and session_id = any(${relined.map(({ session }) => session.id)}::uuid[])`);
  const lines = relined.flatMap((station) => lineRows(tx, station));
  if (lines.length > 0) send(insertRows(sql, "packing_lines", lines));
  const counted = stations.flatMap(({ session, counted: its }) =>
    its.map((line) => ({ ...line, sessionId: session.id })),
  );
  if (counted.length > 0)
    send(sql`
      update packing_lines l set packed = t.packed
      from unnest(${counted.map(({ sessionId }) => sessionId)}::uuid[], ${counted.map(({ id }) => id)}::uuid[],
        ${counted.map(({ packed }) => packed)}::int[]) as t(session_id, id, packed)
      where l.tenant_id = ${tenantId} and l.session_id = t.session_id and l.order_line_id = t.id`);
  const steps = stations.flatMap(({ added }) => added).map((step) => stepRow(tx, step, now));
  if (steps.length > 0) send(insertRows(sql, "packing_steps", steps));
  for (const { session, undone } of stations)
    if (undone.length > 0)
      send(sql`
        update packing_steps set undone = true
        where tenant_id = ${tenantId} and session_id = ${session.id} and client_id = any(${[...undone]}::text[])`);
}

const lineRows = ({ tenantId }: Tx, { session, lines }: Station) =>
  lines.map(({ id, variantId, sku, name, barcode, wanted, packed }, position) => ({
    tenant_id: tenantId,
    session_id: session.id,
    order_line_id: id,
    position,
    variant_id: variantId,
    sku,
    name,
    barcode,
    wanted,
    packed,
  }));

const stepRow = ({ tenantId }: Tx, step: StepRecord, at: Date) => ({
  tenant_id: tenantId,
  session_id: step.sessionId,
  client_id: step.clientId,
  version: step.version,
  kind: step.kind,
  order_id: step.orderId,
  fingerprint: step.fingerprint,
  accepted: step.accepted,
  units: step.units,
  answer: step.answer,
  at,
});

/**
 * The scan that an undo means: a certain one, else the last one that still counts. Only since the order was taken: a
 * parcel of it that left before ends with a step of no order, or one that left it.
 */
export async function findScan(tx: Tx, station: Station, scan: string | undefined): Promise<StepRecord | undefined> {
  const { sql, tenantId } = tx;
  const { id, orderId } = station.session;
  const named = scan === undefined ? sql`` : sql`and p.client_id = ${scan}`;
  const [step] = await sql<StepRecord[]>`
    select ${sql.unsafe(STEP)} where p.tenant_id = ${tenantId} and p.session_id = ${id} and p.order_id = ${orderId}
      and p.kind = 'scan' and p.accepted and not p.undone ${named}
      and p.version > coalesce((
        select max(e.version) from packing_steps e where e.tenant_id = ${tenantId} and e.session_id = ${id}
          and (e.order_id is distinct from ${orderId} or (e.kind <> 'open' and e.answer->>'orderId' is null))), 0)
      order by p.version desc limit 1`;
  return step;
}

export async function readStation(read: Read, id: string): Promise<Station | undefined> {
  const { sql, tenantId } = read;
  const [[session], parcels] = await Promise.all([
    sql<SessionRecord[]>`select ${sql.unsafe(SESSION)} where s.tenant_id = ${tenantId} and s.id = ${id}`,
    readParcels(read, [id]),
  ]);
  return session && stationOf(session, parcels);
}

const MOST_STATIONS = 200;

export async function readOpenStations(read: Read): Promise<Station[]> {
  const { sql, tenantId } = read;
  const sessions = await sql<SessionRecord[]>`
    select ${sql.unsafe(SESSION)} where s.tenant_id = ${tenantId} and s.closed_at is null
    order by k.code, lower(s.station) limit ${MOST_STATIONS}`;
  const parcels = await readParcels(
    read,
    sessions.map(({ id }) => id),
  );
  return sessions.map((session) => stationOf(session, parcels));
}

import type { TestHub } from "../fixtures/hub.ts";

/** What belongs to the keys, to the way in, or to reading on, and not to what was done. */
const OTHERS = new Set(["api_keys", "idempotency", "outbox", "feed", "tenants", "inbound_messages", "inbound_sources"]);
const ABOUT_OTHERS = new Set(["api_key", "inbound_source", "inbound_message", "tenant"]);
/** What differs by the way in, and is compared by itself or not at all. */
const OF_THE_CALL = new Set(["tenant_id", "n", "trace", "request_id", "transport", "address"]);
const OF_THE_ACTOR = new Set(["actor", "actor_id", "actor_type", "actor_name"]);
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const INSTANT = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

type Row = Readonly<Record<string, unknown>>;
export type Tables = Readonly<Record<string, readonly Row[]>>;

export interface State {
  /** All rows of the tenant by table, with ids and times normalised. */
  readonly tables: Tables;
  /** Transport and trace of each event. */
  readonly origins: readonly { readonly transport: string; readonly trace: string | null }[];
}

/** Everything that a tenant has in the database, in a form in which two tenants can be compared. */
export async function stateOf(hub: TestHub, tenantId: string): Promise<State> {
  const { sql } = hub.db;
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.columns join pg_class on relname = table_name
    where table_schema = 'public' and column_name = 'tenant_id' and not relispartition order by 1`;
  const names = new Map<string, string>();
  const all = new Map<string, readonly Row[]>();
  for (const { name } of tables) {
    if (OTHERS.has(name)) continue;
    const rows = await sql<Row[]>`select * from ${sql(name)} where tenant_id = ${tenantId}`;
    const own = rows.filter((row) => !ABOUT_OTHERS.has(String(row["subject_type"])));
    // Ids grow with time, so their order is that of making.
    for (const id of own.map((row) => String(row["id"])).toSorted()) names.set(id, `${name} ${names.size}`);
    all.set(name, own);
  }
  const origins = await sql<{ transport: string; trace: string | null }[]>`
    select transport, trace from events where tenant_id = ${tenantId} and subject_type = 'order' order by n`;
  const shown = [...all].map(([name, rows]) => [name, comparable(rows, names)] as const);
  return { tables: Object.fromEntries(shown), origins: [...origins] };
}

function comparable(rows: readonly Row[], names: ReadonlyMap<string, string>): Row[] {
  const texts = rows.map((row) =>
    JSON.stringify(without(row, OF_THE_CALL))
      .replaceAll(UUID, (id) => names.get(id) ?? "another id")
      .replaceAll(INSTANT, "a time"),
  );
  return texts.toSorted().map((text): Row => JSON.parse(text));
}

const without = (row: Row, names: ReadonlySet<string>): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !names.has(name)));

/** For ways in that have an actor of their own. */
export const withoutActors = (tables: Tables): Tables =>
  Object.fromEntries(
    Object.entries(tables).map(([name, rows]) => [name, rows.map((row) => without(row, OF_THE_ACTOR))]),
  );

/** An answer with ids and times normalised, in the order in which they appear. What is null counts as absent. */
export function comparableAnswer<T>(answer: T): T {
  const names = new Map<string, string>();
  const text = JSON.stringify(answer, presentOnly).replaceAll(UUID, (id) => {
    const name = names.get(id) ?? `id ${names.size}`;
    names.set(id, name);
    return name;
  });
  return JSON.parse(text.replaceAll(INSTANT, "a time"));
}

function presentOnly(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const present = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(present.toSorted(([one], [another]) => (one < another ? -1 : 1)));
}

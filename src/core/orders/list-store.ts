import { type Keyset, LAST_NUMBERED } from "../kernel/page.ts";
import { phoneQuery, searchOrPhoneQuery } from "../kernel/search.ts";
import type { Read } from "../kernel/tx.ts";
import { charged, type Stored } from "../order/charged.ts";
import type { ListOrdersInput } from "../order/list-schemas.ts";
import type { OrderRecord } from "../order/record.ts";
import { lineColumns, recordColumns } from "../order/store.ts";
import { workConditions } from "./work-store.ts";

export type OrderFilters = Omit<ListOrdersInput, "cursor" | "limit">;
type Part = ReturnType<typeof lineColumns>;

interface Page {
  /** Decides which orders are late. */
  readonly now: Date;
  readonly after: Keyset | undefined;
  readonly limit: number;
}

/** One page of orders: selects the ids first, each filter by its index, then the details. */
export function readOrderPage(read: Read, filters: OrderFilters, page: Page): Promise<OrderRecord[]> {
  return toldAbout(read, filters, idsOf(read, filters, page));
}

/** A page by number, and the count up to the highest reachable page. */
export async function readNumberedPage(
  read: Read,
  filters: OrderFilters,
  { page, limit, now }: { readonly page: number; readonly limit: number; readonly now: Date },
): Promise<{ orders: OrderRecord[]; total: number }> {
  const { sql, tenantId } = read;
  const upTo = (end: number) => idsOf(read, filters, { after: undefined, limit: end, now });
  const skipped = (page - 1) * limit;
  const ids = sql`
    select o.id from (${upTo(skipped + limit)}) f join orders o on o.tenant_id = ${tenantId} and o.id = f.id
    ${sortedBy(read, filters)} limit ${limit} offset ${skipped}`;
  const [orders, [counted]] = await Promise.all([
    toldAbout(read, filters, ids),
    sql<{ total: number }[]>`select count(*)::int as total from (${upTo(LAST_NUMBERED)}) found`,
  ]);
  return { orders, total: counted?.total ?? 0 };
}

async function toldAbout(read: Read, filters: OrderFilters, ids: Part): Promise<OrderRecord[]> {
  const rows = await read.sql<Stored<OrderRecord>[]>`
    select ${recordColumns(read)}, ${lineColumns(read)}
    from (${ids}) p
    join orders o on o.tenant_id = ${read.tenantId} and o.id = p.id
    join channels c on c.tenant_id = o.tenant_id and c.id = o.channel_id
    ${sortedBy(read, filters)}`;
  return rows.map((row) => charged<OrderRecord>(row).order);
}

function idsOf(read: Read, filters: OrderFilters, page: Page): Part {
  const words = filters.q === undefined ? null : searchOrPhoneQuery(filters.q);
  return words === null ? walk(read, filters, page) : searched(read, filters, { ...page, words });
}

/** The indexes are `desc nulls last`: only the same order or its exact opposite can use them. */
function sortedBy({ sql }: Read, { sort }: OrderFilters): Part {
  return sort === "-placedAt"
    ? sql`order by o.placed_at desc nulls last, o.id desc nulls last`
    : sql`order by o.placed_at nulls first, o.id nulls first`;
}

/**
 * A filter with several values becomes a branch per value, each of which scans its own index in the order of the
 * list and stops at the limit.
 */
function walk(read: Read, filters: OrderFilters, page: Page): Part {
  const { sql } = read;
  const sorted = sortedBy(read, filters);
  const { branches, rest } = conditionsOf(read, filters, page);
  const [first = sql``, ...others] = branches.map(
    (branch) => sql`
      (select o.id, o.placed_at, o.search, o.customer_id from orders o
      where o.tenant_id = ${read.tenantId} and ${branch} ${rest} ${beyond(read, filters, page)}
      ${sorted} limit ${page.limit})`,
  );
  const all = others.reduce((union, branch) => sql`${union} union all ${branch}`, first);
  return sql`select o.id, o.placed_at, o.search, o.customer_id from (${all}) o ${sorted} limit ${page.limit}`;
}

/** Newest orders scanned before the word index is used. */
const RECENT = 2000;

/**
 * A frequent word fills the page from the newest orders; only one that does not is rare enough for the word index.
 * The planner cannot tell the two apart: it assumes that every prefix is frequent.
 */
function searched(read: Read, filters: OrderFilters, page: Page & { words: string }): Part {
  const { sql } = read;
  const sorted = sortedBy(read, filters);
  const { branches, rest } = conditionsOf(read, filters, page);
  const branch = branches.map((one) => sql`(${one})`).reduce((any, one) => sql`${any} or ${one}`);
  const matches = matching(read, filters.q ?? "", page.words);
  return sql`
    with recent as materialized (
      select o.id, o.placed_at from (${walk(read, filters, { ...page, limit: RECENT })}) o
      where ${matches} ${sorted} limit ${page.limit}
    ), found as materialized (
      select o.id, o.placed_at from orders o
      where o.tenant_id = ${read.tenantId} and (select count(*) from recent) < ${page.limit}::int
        and ${matches} and (${branch}) ${rest} ${beyond(read, filters, page)}
    )
    (select o.id from recent o where (select count(*) from recent) = ${page.limit}::int)
    union all (select o.id from found o ${sorted} limit ${page.limit})`;
}

/** Customers with that telephone number, to find their orders. */
const MOST_CALLERS = 100;

/** By the order's own words; a telephone number also by the customer, who may have changed it since. */
function matching({ sql, tenantId }: Read, q: string, words: string): Part {
  const phone = phoneQuery(q);
  if (phone === null) return sql`o.search @@ ${words}::text::tsquery`;
  return sql`(o.search @@ ${words}::text::tsquery or o.customer_id = any(array(
    select k.id from customers k where k.tenant_id = ${tenantId} and k.search @@ ${phone}::text::tsquery
    limit ${MOST_CALLERS})))`;
}

function beyond({ sql }: Read, { sort }: OrderFilters, { after }: Page): Part {
  if (after === undefined) return sql``;
  const place = sql`(${after[0]}::text::timestamptz, ${after[1]}::uuid)`;
  return sort === "-placedAt" ? sql`and (o.placed_at, o.id) < ${place}` : sql`and (o.placed_at, o.id) > ${place}`;
}

interface Choice {
  readonly values: readonly string[];
  readonly is: (value: string) => Part;
}

/** The filters that accept several values. Each column precedes the sort key in its own index. */
function choicesOf(read: Read, filters: OrderFilters): Choice[] {
  const { sql, tenantId } = read;
  const column = (name: string, values: readonly string[] | undefined) => ({
    values: values ?? [],
    is: (value: string) => sql`o.${sql(name)} = ${value}`,
  });
  const channel = {
    values: filters.channel ?? [],
    is: (code: string) =>
      sql`o.channel_id = (select k.id from channels k where k.tenant_id = ${tenantId} and k.code = ${code})`,
  };
  return [
    column("status", filters.status),
    column("payment_status", filters.paymentStatus),
    column("fulfillment_status", filters.fulfillmentStatus),
    channel,
  ].filter((choice) => choice.values.length > 0);
}

function conditionsOf(read: Read, filters: OrderFilters, { now }: Page): { branches: Part[]; rest: Part } {
  const { sql } = read;
  const work = filters.work === undefined ? undefined : workConditions(read, filters.work, now);
  const choices = choicesOf(read, filters).toSorted((a, b) => a.values.length - b.values.length);
  const split = work === undefined ? (choices.find((choice) => choice.values.length > 1) ?? choices[0]) : undefined;
  const kept = choices.filter((choice) => choice !== split).map((choice) => sql`and (${anyOf(read, choice)})`);
  const plain = plainConditions(read, filters).map((condition) => sql`and ${condition}`);
  return {
    branches: work ?? (split === undefined ? [sql`true`] : [...new Set(split.values)].map(split.is)),
    rest: [...kept, ...plain].reduce((all, condition) => sql`${all} ${condition}`, sql``),
  };
}

function anyOf({ sql }: Read, { values, is }: Choice): Part {
  const [first = sql`true`, ...others] = values.map(is);
  return others.reduce((all, one) => sql`${all} or ${one}`, first);
}

function plainConditions({ sql }: Read, filters: OrderFilters): Part[] {
  const conditions: [unknown, () => Part][] = [
    [filters.onHold, () => (filters.onHold === true ? sql`o.on_hold` : sql`not o.on_hold`)],
    // The index on tags excludes untagged orders, and is used only when the query does too.
    [filters.tag, () => sql`o.tags <> '{}' and o.tags @> array[${filters.tag ?? ""}]::text[]`],
    [filters.assignee, () => sql`o.assignee_id = ${filters.assignee ?? ""}`],
    [filters.customer, () => sql`o.customer_id = ${filters.customer ?? ""}`],
    [filters.placedFrom, () => sql`o.placed_at >= ${filters.placedFrom ?? ""}::text::timestamptz`],
    [filters.placedTo, () => sql`o.placed_at < ${filters.placedTo ?? ""}::text::timestamptz`],
  ];
  return conditions.flatMap(([given, make]) => (given === undefined ? [] : [make()]));
}

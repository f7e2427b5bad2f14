import type { Read } from "../kernel/tx.ts";
import type { Check, PageResult } from "./check.ts";
import { sqlCheck } from "./page-store.ts";

/** Events whose digests one page computes, and links that it reads. */
const PAGE_EVENTS = 20_000;
const PAGE_LINKS = 1000;
const NOTHING = "decode(repeat('00', 32), 'hex')";

/**
 * What is hashed of an event: a JSON array of its columns as PostgreSQL writes it, with the instant in milliseconds and
 * `data` as jsonb prints it. `link_events` in the migrations says the same words.
 */
const digest = (read: Read) => read.sql`
  sha256(convert_to(json_build_array(
    e.tenant_id, e.n, e.id, e.type, e.subject_type, e.subject_id, e.sequence, e.actor_type, e.actor_id, e.actor_name,
    e.transport, e.address, e.request_id, e.trace, (extract(epoch from e.at) * 1000)::bigint, e.data)::text, 'UTF8'))`;

interface LinkRow {
  readonly link: number;
  /** Absent for the first one; null where the link before is missing. */
  readonly hasBefore: boolean;
  readonly events: number;
  readonly found: number;
  readonly isRight: boolean;
}

/** Every link follows from the one before and from the events that are kept. */
const linksCheck: Check = {
  name: "events.chain",
  promise: "Each link of the chain over the events follows from the link before and from the events as they are kept.",
  async page(read, after) {
    const from = after.includes("-") ? 0 : Number(after);
    const links = await linksAfter(read, from);
    const last = links.at(-1)?.link ?? from;
    const violations = links.flatMap((row, index) => faultsOf(row, index === 0 ? from : (links[index - 1]?.link ?? 0)));
    const more = links.length > 0;
    if (!more) violations.push(...(await headFault(read, last)));
    return { last: more ? String(last) : null, checked: links.length, violations };
  },
};

function faultsOf({ link, hasBefore, events, found, isRight }: LinkRow, before: number): PageResult["violations"] {
  const id = `link ${link}`;
  if (link !== before + 1) return [{ id, fault: "the links before it were removed", expected: before + 1 }];
  if (found !== events) return [{ id, fault: "events were removed", events, found }];
  if (!hasBefore || !isRight) return [{ id, fault: "an event or this link was changed, or events were exchanged" }];
  return [];
}

const linksAfter = (read: Read, after: number): Promise<LinkRow[]> =>
  read.sql<LinkRow[]>`
    with page as materialized (
      select * from (
        select l.*, sum(l.events) over (order by l.link) - l.events as before from (
          select * from audit_links where tenant_id = ${read.tenantId} and link > ${after} order by link limit ${PAGE_LINKS}
        ) l
      ) l where before < ${PAGE_EVENTS}
    )
    select p.link, p.events, d.found, (p.link = 1 or b.head is not null) as "hasBefore",
      coalesce(p.head = sha256(coalesce(b.head, ${read.sql.unsafe(NOTHING)}) || d.batch), false) as "isRight"
    from page p
    left join audit_links b on b.tenant_id = p.tenant_id and b.link = p.link - 1
    cross join lateral (
      select count(*)::int as found, sha256(string_agg(${digest(read)}, ''::bytea order by e.n)) as batch from events e
      where e.tenant_id = p.tenant_id and e.n between p.first_n and p.last_n and p.ns @> e.n
    ) d
    order by p.link`;

/** The newest head is that of the last link; a pass of the relay writes both. */
async function headFault(read: Read, last: number): Promise<PageResult["violations"]> {
  const [row] = await read.sql<{ link: number; isLast: boolean }[]>`
    select h.link, h.link = ${last} and (h.link = 0 or exists (
      select from audit_links l where l.tenant_id = h.tenant_id and l.link = h.link and l.head = h.head)) as "isLast"
    from audit_heads h
    where h.tenant_id = ${read.tenantId}
      and not exists (select from audit_links l where l.tenant_id = h.tenant_id and l.link > ${last})`;
  if (row === undefined || row.isLast) return [];
  return [{ id: `link ${row.link}`, fault: "the last links were removed, or the head was changed", found: last }];
}

/** An event that the relay has not linked was inserted beside it. Events from before the chain are left out. */
const linkedCheck = sqlCheck({
  name: "events.linked",
  promise: "Every event that the relay has passed on is part of the chain.",
  rows: (read) => read.sql`
    select e.id, e.tenant_id, e.n from events e where e.tenant_id = ${read.tenantId}`,
  broken: (read) => read.sql`
    select e.id, e.n from page e
    where e.n > coalesce((select starts_after from audit_heads where tenant_id = ${read.tenantId}), 0)
      and not exists (select from outbox o where o.n = e.n)
      and not exists (
        select from audit_links l
        where l.tenant_id = ${read.tenantId} and l.last_n >= e.n and l.first_n <= e.n and l.ns @> e.n)`,
});

export const chainChecks: readonly Check[] = [linksCheck, linkedCheck];

export interface HeadRow {
  readonly link: number;
  /** In hexadecimal. */
  readonly head: string;
  readonly at: Date | null;
}

/** The newest head; undefined before the first event. */
export async function readHead(read: Read): Promise<HeadRow | undefined> {
  const [row] = await read.sql<HeadRow[]>`
    select h.link, encode(h.head, 'hex') as head, l.at from audit_heads h
    left join audit_links l on l.tenant_id = h.tenant_id and l.link = h.link
    where h.tenant_id = ${read.tenantId} and h.link > 0`;
  return row;
}

/** Whether the chain has this head at this link. */
export async function hasHead(read: Read, { link, head }: Pick<HeadRow, "link" | "head">): Promise<boolean> {
  const [row] = await read.sql`
    select 1 from audit_links
    where tenant_id = ${read.tenantId} and link = ${link} and encode(head, 'hex') = ${head}`;
  return row !== undefined;
}

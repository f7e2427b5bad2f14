import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { createTestTenant, testHub, testRival } from "#testing/fixtures/hub.ts";
import { createCustomer } from "../customers/index.ts";
import type { Actor } from "../kernel/actor.ts";
import { execute } from "../runtime/execute.ts";
import { auditAll, auditTenant, headsOfAll } from "./index.ts";

const hub = testHub();
const rival = testRival(hub);
const { sql } = hub.db;
let actor: Actor;

const commit = (by = actor, name = "A. Person") =>
  execute(hub, by, createCustomer, { name }, { transport: "rest", address: "203.0.113.7" });

beforeEach(async () => {
  actor = await createTestTenant(hub);
  await hub.relay();
  for (let pass = 0; pass < 3; pass += 1) {
    await Promise.all([commit(), commit(), commit()]);
    await hub.relay();
  }
});

const broken = async (by = actor) =>
  (await auditTenant(hub.db.read(by.tenantId))).checks
    .filter(({ ok }) => !ok)
    .map(({ name, violations }) => ({ name, first: violations[0] }));
const links = () => sql<{ link: number; events: number; head: Buffer }[]>`
  select link, events, head from audit_links where tenant_id = ${actor.tenantId} order by link`;
interface EventRow extends Record<string, unknown> {
  n: number;
  id: string;
  data: string;
  at: Date;
}
const eventRows = () => sql<EventRow[]>`
  select e.*, e.data::text as data from events e where tenant_id = ${actor.tenantId} order by n`;
const some = async () => (await eventRows()).at(4)?.n ?? 0;

describe("the chain over a tenant's events", () => {
  it("has every event in it once, one link for each pass of the relay that moved some", async () => {
    expect(await broken()).toEqual([]);
    const made = await links();
    expect(made.map(({ link }) => link)).toEqual(made.map((_, index) => index + 1));
    expect(made.reduce((sum, { events }) => sum + events, 0)).toBe((await eventRows()).length);
  });

  it("can be computed outside of PostgreSQL, from the columns as they are documented", async () => {
    const sha256 = (...parts: (Buffer | string)[]) => {
      const hash = createHash("sha256");
      for (const part of parts) hash.update(part);
      return hash.digest();
    };
    const digestOf = (row: EventRow) => {
      const columns =
        `tenant_id n id type subject_type subject_id sequence actor_type actor_id actor_name transport address
        request_id trace`.split(/\s+/);
      const parts = columns.map((name) => JSON.stringify(row[name]));
      return sha256(`[${[...parts, String(row.at.getTime()), row.data].join(", ")}]`);
    };
    const rows = await eventRows();
    let head: Buffer = Buffer.alloc(32);
    for (const link of await links()) {
      head = sha256(head, sha256(...rows.splice(0, link.events).map(digestOf)));
      expect(link.head.equals(head)).toBe(true);
    }
  });

  it("verifies in a session of any time zone and notation", async () => {
    const checks = await hub.db.transaction(actor.tenantId, async (tx) => {
      await tx.sql`set local time zone 'Asia/Kathmandu'`;
      await tx.sql`set local datestyle to 'German'`;
      return (await auditTenant(tx)).checks;
    });
    expect(checks.filter(({ name, ok }) => name.startsWith("events.") && ok)).toHaveLength(2);
  });

  it("stays one line when two processes relay at once, beside commits of other tenants", async () => {
    const other = await createTestTenant(hub);
    const working = Array.from({ length: 40 }, (_, n) => commit(n % 2 === 0 ? actor : other));
    const relaying = Array.from({ length: 12 }, (_, n) => (n % 2 === 0 ? hub : rival).relay());
    await Promise.all([...working, ...relaying]);
    await hub.relay();
    expect([await broken(), await broken(other)]).toEqual([[], []]);
  });
});

const CHANGED = { name: "events.chain", first: expect.objectContaining({ fault: expect.stringMatching(/changed/) }) };
const REMOVED = { name: "events.chain", first: expect.objectContaining({ fault: expect.stringMatching(/removed/) }) };

describe("a verification finds", () => {
  it.each([
    ["data", sql`data = data || '{"name": "B. Person"}'`],
    ["an actor", sql`actor_name = 'Somebody else'`],
    ["an address", sql`address = null`],
    ["an instant", sql`at = at + interval '1 millisecond'`],
    ["a type", sql`type = 'customer.updated'`],
  ])("a change of %s", async (_, change) => {
    await sql`update events set ${change} where n = ${await some()}`;
    expect(await broken()).toEqual([CHANGED]);
  });

  it("an event that was removed", async () => {
    await sql`delete from events where n = ${await some()}`;
    expect(await broken()).toContainEqual(REMOVED);
  });

  it("an event that was inserted, and names it", async () => {
    const [made] = await sql<{ id: string }[]>`
      insert into events (tenant_id, id, type, subject_type, subject_id, sequence, data, actor_type, actor_id, actor_name,
        transport, request_id, at)
      select tenant_id, gen_random_uuid(), type, subject_type, gen_random_uuid(), 1, data, actor_type, actor_id, actor_name,
        transport, request_id, at from events where n = ${await some()} returning id`;
    const first = expect.objectContaining({ id: made?.id });
    expect(await broken()).toEqual([{ name: "events.linked", first }]);
  });

  it("two events that were exchanged", async () => {
    const [one, two] = (await eventRows()).slice(4, 6);
    const both = sql`(${one?.n ?? 0}, ${two?.n ?? 0})`;
    await sql`
      update events e set data = o.data, subject_id = o.subject_id, sequence = o.sequence + 1000, request_id = o.request_id
      from (select * from events where n in ${both}) o where e.n in ${both} and o.n <> e.n`;
    expect(await broken()).toContainEqual(CHANGED);
  });

  it("a link that was removed, and one that was changed", async () => {
    await sql`delete from audit_links where tenant_id = ${actor.tenantId} and link = 2`;
    expect(await broken()).toContainEqual(REMOVED);
    const other = await createTestTenant(hub);
    await commit(other);
    await hub.relay();
    await sql`update audit_links set head = sha256('x') where tenant_id = ${other.tenantId}`;
    expect(await broken(other)).toContainEqual(CHANGED);
  });

  it("links cut from the end while the head stands", async () => {
    const last = (await links()).at(-1)?.link ?? 0;
    await sql`delete from audit_links where tenant_id = ${actor.tenantId} and link = ${last}`;
    expect(await broken()).toContainEqual({
      name: "events.chain",
      first: expect.objectContaining({ found: last - 1 }),
    });
  });
});

describe("with heads that were kept outside", () => {
  const failed = async (anchors: Awaited<ReturnType<typeof headsOfAll>>) =>
    (await auditAll(hub.db, anchors)).tenants
      .filter(({ tenantId }) => tenantId === actor.tenantId)
      .flatMap(({ checks }) => checks.filter(({ ok }) => !ok).map(({ name }) => name));
  const own = async () => (await headsOfAll(hub.db)).filter(({ tenantId }) => tenantId === actor.tenantId);

  it("heads of any day verify, and one of a tenant that is gone does not", async () => {
    const before = await own();
    await commit();
    await hub.relay();
    expect(await failed([...before, ...(await own())])).toEqual([]);
    const gone = { tenantId: "00000000-0000-7000-8000-000000000000", link: 1, head: "0".repeat(64) };
    expect(await auditAll(hub.db, [gone])).toMatchObject({ ok: false, lost: [gone] });
  });

  it("a tail that was cut with its head is found, which nothing inside can see", async () => {
    const anchors = await own();
    const [last] = (await links()).slice(-1);
    const [cut] = await sql<{ ns: string }[]>`
      delete from audit_links where tenant_id = ${actor.tenantId} and link = ${last?.link ?? 0} returning ns::text as ns`;
    await sql`delete from events where tenant_id = ${actor.tenantId} and ${cut?.ns ?? ""}::text::int8multirange @> n`;
    await sql`
      update audit_heads h set link = l.link, head = l.head from audit_links l
      where h.tenant_id = ${actor.tenantId} and l.tenant_id = h.tenant_id and l.link = ${(last?.link ?? 0) - 1}`;
    expect(await broken()).toEqual([]);
    expect(await failed(anchors)).toEqual(["events.anchors"]);
  });

  it("a chain that was written anew over changed events is found, which nothing inside can see", async () => {
    const anchors = await own();
    await sql`update events set actor_name = 'Somebody else' where n = ${await some()}`;
    await sql`delete from audit_links where tenant_id = ${actor.tenantId}`;
    await sql`delete from audit_heads where tenant_id = ${actor.tenantId}`;
    await sql`select link_events(array(select n from events where tenant_id = ${actor.tenantId}))`;
    expect(await broken()).toEqual([]);
    expect(await failed(anchors)).toEqual(["events.anchors"]);
  });
});

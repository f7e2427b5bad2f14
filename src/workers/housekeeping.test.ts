import { beforeAll, expect, it } from "vitest";
import { insertGrant } from "#auth/oauth/grant-store.ts";
import { insertRefreshToken } from "#auth/oauth/refresh-store.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import { createOAuthClient } from "#core/oauth/index.ts";
import { getOrder } from "#core/orders/get-order.ts";
import { holdOrder } from "#core/orders/hold-order.ts";
import { placeOrder } from "#core/orders/place-order.ts";
import { execute } from "#core/runtime/execute.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { changeMonths, endHolds, endSessions, forgetAnswers, forgetGrants, forgetNonces } from "./housekeeping.ts";
import type { JobContext } from "./job.ts";

const hub = testHub();
let actor: Actor;
let context: JobContext;

beforeAll(async () => {
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A" }]);
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  context = { hub, log, signal: new AbortController().signal };
});

const place = (idempotencyKey: string) =>
  execute(hub, actor, placeOrder, { channel: "web", lines: [{ sku: "A", quantity: 1 }] }, { idempotencyKey });
const count = async (table: string) => {
  const [row] = await hub.db.sql<{ n: number }[]>`select count(*)::int as n from ${hub.db.sql(table)}`;
  return row?.n;
};

it("releases expired holds, and only those", async () => {
  const { id } = (await place("hold")).output.order;
  const until = new Date(Date.now() + 60_000).toISOString();
  await execute(hub, actor, holdOrder, { id, reason: "unpaid", until });
  await execute(hub, actor, holdOrder, { id, reason: "fraud" });
  const holds = async () => (await execute(hub, actor, getOrder, { id })).output.holds.map(({ reason }) => reason);
  await endHolds.run(context, {});
  expect((await holds()).toSorted()).toEqual(["fraud", "unpaid"]);
  await hub.db.sql`update holds set until = now() - interval '1 second' where reason = 'unpaid'`;
  await endHolds.run(context, {});
  expect(await holds()).toEqual(["fraud"]);
  await hub.db.sql`update holds set until = now() - interval '1 second' where reason = 'fraud'`;
  await endHolds.run(context, {});
  expect((await execute(hub, actor, getOrder, { id })).output).toMatchObject({ onHold: false, holds: [] });
});

it("deletes idempotent responses after a day, and keeps newer ones", async () => {
  await place("old");
  await hub.db.sql`update idempotency set at = now() - interval '25 hours'`;
  await place("young");
  await forgetAnswers.run(context, {});
  expect(await count("idempotency")).toBe(1);
});

it("deletes OAuth grants and refresh tokens a day after their end, and keeps newer ones", async () => {
  const { sql } = hub.db;
  const client = (await execute(hub, actor, createOAuthClient, { name: "App", scopes: ["orders:read"] })).output;
  const grant = async (hoursAgo: number) => {
    const [id, endsAt] = [newId(), new Date(Date.now() - hoursAgo * 3_600_000)];
    const [now, hash] = [new Date(), `hash of ${id}`];
    const name = { tenantId: actor.tenantId, clientId: client.clientId, id };
    await insertGrant(sql, { ...name, user: null, scopes: [], now, expiresAt: endsAt });
    await insertRefreshToken(sql, { ...name, grantId: id }, { hash, seed: "s", expiresAt: endsAt });
  };
  for (const hoursAgo of [25, 23, -1]) await grant(hoursAgo);
  await forgetGrants.run(context, {});
  expect([await count("oauth_grants"), await count("oauth_refresh_tokens")]).toEqual([2, 2]);
});

it("drops partitions of the feed without events newer than two weeks, and creates upcoming ones", async () => {
  const { sql } = hub.db;
  const months = () => sql<{ name: string }[]>`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'feed'::regclass order by 1`;
  await sql`select ensure_month_partitions('feed', now() - interval '70 days')`;
  await sql`insert into feed (position, tenant_id, n, at) values (nextval('feed_positions'), ${actor.tenantId}, 0, now() - interval '70 days')`;
  await sql`insert into feed (position, tenant_id, n, at) values (nextval('feed_positions'), ${actor.tenantId}, 0, now() - interval '13 days')`;
  await changeMonths.run(context, {});
  expect(await sql`select 1 from feed where n = 0`).toHaveLength(1);
  const [last] = (await months()).toReversed();
  const later = await sql<{ name: string }[]>`
    select 'feed_' || to_char(now() at time zone 'UTC' + interval '2 months', 'YYYYMM') as name`;
  expect(last).toEqual(later[0]);
});

it("keeps partitions of the feed that an active consumer has not read, for up to two months", async () => {
  const { sql } = hub.db;
  const insert = (age: string, n: number) => sql`
    insert into feed (position, tenant_id, n, at)
    values (nextval('feed_positions'), ${actor.tenantId}, ${n}, now() - ${age}::interval)`;
  const kept = async () => (await sql<{ n: number }[]>`select n from feed where n < 0 order by n`).map(({ n }) => n);
  await sql`select ensure_month_partitions('feed', now() - interval '130 days')`;
  await sql`
    insert into consumers (name, position, holder, held_until)
    select 'slow', last_value, gen_random_uuid(), now() from feed_positions`;
  await insert("120 days", -3);
  await insert("46 days", -2);
  await changeMonths.run(context, {});
  expect(await kept()).toEqual([-2]);
  await sql`update consumers set holder = null, held_until = now() - interval '15 days' where name = 'slow'`;
  await changeMonths.run(context, {});
  expect(await kept()).toEqual([]);
});

it("deletes nonces once no token with them is valid", async () => {
  const insert = (kept: string) => hub.db.sql`
    insert into token_nonces (tenant_id, key_id, nonce, kept_until)
    values (${actor.tenantId}, gen_random_uuid(), 'n', now() + ${kept}::interval)`;
  await Promise.all([insert("-1 second"), insert("10 minutes")]);
  await forgetNonces.run(context, {});
  expect(await count("token_nonces")).toBe(1);
});

it("deletes sessions, and links to choose a password, a week after they ended", async () => {
  const insert = (expires: string) => hub.db.sql`
    insert into sessions (tenant_id, id, user_id, expires_at)
    values (${actor.tenantId}, gen_random_uuid(), gen_random_uuid(), now() + ${expires}::interval)`;
  await Promise.all([insert("-8 days"), insert("-1 day"), insert("1 day")]);
  const reset = (hash: string, expires: string) => hub.db.sql`
    insert into password_resets (tenant_id, id, user_id, hash, created_at, expires_at)
    values (${actor.tenantId}, gen_random_uuid(), gen_random_uuid(), ${hash}, now(), now() + ${expires}::interval)`;
  await Promise.all([reset("old", "-8 days"), reset("young", "-1 day")]);
  const pending = (expires: string) => hub.db.sql`
    insert into pending_sessions (tenant_id, id, user_id, awaits, created_at, expires_at)
    values (${actor.tenantId}, gen_random_uuid(), gen_random_uuid(), 'code', now(), now() + ${expires}::interval)`;
  await Promise.all([pending("-1 second"), pending("5 minutes")]);
  await endSessions.run(context, {});
  expect(await count("pending_sessions")).toBe(1);
  expect(await count("sessions")).toBe(2);
  expect(await count("password_resets")).toBe(1);
});

import { afterAll, beforeAll, expect, it } from "vitest";
import { execute } from "#core/execute.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { getOrder } from "#core/orders/get-order.ts";
import { holdOrder } from "#core/orders/hold-order.ts";
import { placeOrder } from "#core/orders/place-order.ts";
import { addArticles } from "#testing/builders.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { createTestHub, createTestTenant, type TestHub } from "#testing/hub.ts";
import { endHolds, endSessions, forgetAnswers, shortenFeed } from "./housekeeping.ts";
import type { JobContext } from "./job.ts";

let database: TestDatabase;
let hub: TestHub;
let actor: Actor;
let context: JobContext;

beforeAll(async () => {
  database = await createTestDatabase();
  hub = createTestHub(database.url);
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A" }]);
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  context = { hub, log, signal: new AbortController().signal };
});
afterAll(async () => {
  await hub.close();
  await database.drop();
});

const place = (idempotencyKey: string) =>
  execute(hub, actor, placeOrder, { channel: "web", lines: [{ sku: "A", quantity: 1 }] }, { idempotencyKey });
const count = async (table: string) => {
  const [row] = await hub.db.sql<{ n: number }[]>`select count(*)::int as n from ${hub.db.sql(table)}`;
  return row?.n;
};

it("ends the holds whose time has passed, and only those", async () => {
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

it("forgets answers after a day and feed positions after two weeks, and keeps younger ones", async () => {
  await place("old");
  await hub.relay();
  await hub.db.sql`update idempotency set at = now() - interval '25 hours'`;
  await hub.db.sql`update feed set at = now() - interval '15 days'`;
  await place("young");
  await hub.relay();
  await forgetAnswers.run(context, {});
  await shortenFeed.run(context, {});
  expect(await count("idempotency")).toBe(1);
  expect(await hub.db.sql`select 1 from feed where at < now() - interval '14 days'`).toHaveLength(0);
  expect(await count("feed")).toBeGreaterThan(0);
});

it("deletes sessions a week after they ended", async () => {
  const insert = (expires: string) => hub.db.sql`
    insert into sessions (tenant_id, id, user_id, expires_at)
    values (${actor.tenantId}, gen_random_uuid(), gen_random_uuid(), now() + ${expires}::interval)`;
  await Promise.all([insert("-8 days"), insert("-1 day"), insert("1 day")]);
  await endSessions.run(context, {});
  expect(await count("sessions")).toBe(2);
});

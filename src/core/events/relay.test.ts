import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#testing/fixtures/database.ts";
import { createTestHub, createTestTenant, type TestHub } from "#testing/fixtures/hub.ts";
import { createCustomer } from "../customers/index.ts";
import type { Actor } from "../kernel/actor.ts";
import { execute } from "../runtime/execute.ts";
import { Relay } from "./relay.ts";

const NEVER_MS = 600_000;

let database: TestDatabase;
/** Runs no relay: notifies those that do of its commits. */
let writer: TestHub;
let relaying: TestHub;
let relay: Relay | undefined;
let actor: Actor;

beforeAll(async () => {
  database = await createTestDatabase();
  writer = createTestHub(database.url);
  relaying = createTestHub(database.url);
});
beforeEach(async () => {
  actor = await createTestTenant(writer);
  await writer.relay();
});
afterEach(async () => {
  await relay?.stop();
});
afterAll(async () => {
  await Promise.all([writer.close(), relaying.close()]);
  await database.drop();
});

const start = (lookMs: number) => {
  const { sql, listener } = relaying.db;
  relay = new Relay({ sql, listener, lookMs }, (error) => process.emitWarning(String(error)));
  return relay;
};
const commit = (hub: TestHub) => execute(hub, actor, createCustomer, { name: "A. Person" });
const waiting = async () => (await writer.db.sql`select from outbox`).count;

describe("a relay woken by notifications", () => {
  it("moves the commits of a process that runs no relay, one by one and many at once", async () => {
    start(NEVER_MS);
    for (let turn = 0; turn < 3; turn += 1) {
      await commit(writer);
      await expect.poll(waiting, { timeout: 10_000 }).toBe(0);
    }
    await Promise.all(Array.from({ length: 50 }, () => commit(writer)));
    await expect.poll(waiting, { timeout: 10_000 }).toBe(0);
  });

  it("moves events committed while another process held the relay", async () => {
    const silent = { ...relaying, nudge: () => {} };
    const other = await writer.db.sql.reserve();
    await other`begin`;
    await other`select pg_advisory_xact_lock(7236158402)`;
    const told = start(NEVER_MS);
    await commit(silent);
    told.nudge();
    await new Promise((resolve) => setTimeout(resolve, 100)); // some passes find the lock taken
    expect(await waiting()).toBe(1);
    await other`commit`;
    other.release();
    await expect.poll(waiting, { timeout: 10_000 }).toBe(0);
  });
});

it("moves events of a process that ended between its commit and its notification", async () => {
  await commit({ ...writer, nudge: () => {} });
  start(50);
  await commit({ ...writer, nudge: () => {} });
  await expect.poll(waiting, { timeout: 10_000 }).toBe(0);
});

import { expect, it } from "vitest";
import { listRecentCalls } from "#core/calls/index.ts";
import { KEPT_CALLS } from "#core/calls/schemas.ts";
import { HubError } from "#core/kernel/errors.ts";
import { newId } from "#core/kernel/ids.ts";
import { execute } from "#core/runtime/execute.ts";
import type { Observation } from "#core/runtime/hub.ts";
import { createTestTenant, testHub, testRival } from "#testing/fixtures/hub.ts";
import { RecentCalls } from "./recent-calls.ts";

const hub = testHub();
const rival = testRival(hub);
const fail = (error: unknown) => {
  throw error;
};
const recorder = (of = hub) => new RecentCalls(() => of.db.sql, fail);

const observation = (tenantId: string, more: Partial<Observation> = {}): Observation => ({
  operation: "orders.place",
  kind: "command",
  transport: "rest",
  requestId: newId(),
  trace: undefined,
  actor: `api_key:${newId()}`,
  tenantId,
  durationMs: 4.26,
  outcome: "ok",
  error: undefined,
  ...more,
});
const failed = {
  outcome: "invalid",
  error: new HubError({ kind: "invalid", code: "request.invalid", message: "Not valid." }),
} as const;

async function setUp() {
  const actor = await createTestTenant(hub);
  const list = async (input: { transport?: "trpc"; failed?: boolean; limit?: number } = {}) =>
    (await execute(hub, actor, listRecentCalls, { transport: "rest", ...input })).output.data;
  return { tenantId: actor.tenantId, list };
}

it("keeps the newest calls of each transport with caller, request id, duration and error", async () => {
  const { tenantId, list } = await setUp();
  const recent = recorder();
  recent.note(observation(tenantId, { requestId: "first" }));
  recent.note(observation(tenantId, { requestId: "second", ...failed }));
  recent.note(observation(tenantId, { requestId: "elsewhere", transport: "grpc" }));
  await recent.stop();
  const [newest, oldest] = await list();
  expect(newest).toMatchObject({ requestId: "second", outcome: "invalid", code: failed.error.code });
  expect(oldest).toMatchObject({ requestId: "first", outcome: "ok", code: null, durationMs: 4.3 });
  expect(oldest?.caller).toMatchObject({ type: "api_key", name: null });
  expect((await list({ failed: true })).map(({ requestId }) => requestId)).toEqual(["second"]);
});

it("a call that came through a broker is the broker's", async () => {
  const { tenantId, list } = await setUp();
  const recent = recorder();
  recent.note(observation(tenantId, { actor: "system:kafka" }));
  await recent.stop();
  expect((await list())[0]?.caller).toEqual({ type: "system", id: "kafka", name: "kafka" });
});

it("shows no other tenant's calls, and none of the web UI", async () => {
  const [{ tenantId, list }, other] = [await setUp(), await setUp()];
  const recent = recorder();
  recent.note(observation(other.tenantId));
  recent.note(observation(tenantId, { transport: "trpc", actor: `user:${newId()}` }));
  recent.note(observation(tenantId, { transport: "worker" }));
  await recent.stop();
  expect([await list(), await list({ transport: "trpc" })]).toEqual([[], []]);
});

it("overwrites the oldest calls and never the failures of a quieter client", async () => {
  const { tenantId, list } = await setUp();
  const rare = recorder();
  rare.note(observation(tenantId, { requestId: "failure", ...failed }));
  await rare.stop();
  for (let round = 0; round < 5; round += 1) {
    const recent = recorder();
    for (let n = 0; n < 70; n += 1) recent.note(observation(tenantId, { requestId: `${round} ${n}` }));
    await recent.stop();
  }
  const [{ rows } = { rows: 0 }] = await hub.db.sql<{ rows: number }[]>`
    select count(*)::int as rows from recent_calls where tenant_id = ${tenantId}`;
  expect(rows).toBe(KEPT_CALLS + 1);
  const ids = (await list({ failed: false, limit: 100 })).map(({ requestId }) => requestId.split(" ")[0]);
  expect(new Set(ids)).toEqual(new Set(["3", "4"]));
  expect((await list({ failed: true })).map(({ requestId }) => requestId)).toEqual(["failure"]);
});

it("text that PostgreSQL cannot store is kept with a replacement character, and costs no other call its place", async () => {
  const [{ tenantId, list }, other] = [await setUp(), await setUp()];
  const recent = recorder();
  const message = "There is no query parameter \0\ud800.";
  const error = new HubError({ kind: "invalid", code: "request.unknown_parameter", message });
  recent.note(observation(tenantId, { outcome: "invalid", error }));
  recent.note(observation(other.tenantId));
  await recent.stop();
  expect((await list())[0]?.message).toBe("There is no query parameter \ufffd\ufffd.");
  expect(await other.list()).toHaveLength(1);
});

it("two processes write at the same time without waiting for each other's locks", async () => {
  const { tenantId, list } = await setUp();
  await Promise.all(
    Array.from({ length: 20 }, async (_, n) => {
      const recent = recorder(n % 2 === 0 ? hub : rival);
      for (const transport of n % 3 === 0 ? ["rest", "grpc", "sse"] : ["sse", "rest", "grpc"])
        recent.note(observation(tenantId, { transport, requestId: String(n) }));
      await recent.stop();
    }),
  );
  expect((await list()).length).toBeGreaterThan(0);
});

it("writes about a second after a call, and goes on after PostgreSQL failed", async () => {
  const { tenantId, list } = await setUp();
  const errors: unknown[] = [];
  let down = true;
  const sql = () => (down ? fail(new Error("PostgreSQL does not answer")) : hub.db.sql);
  const recent = new RecentCalls(sql, (error) => errors.push(error));
  recent.note(observation(tenantId, { requestId: "lost" }));
  await expect.poll(() => errors.length, { timeout: 5000 }).toBe(1);
  down = false;
  recent.note(observation(tenantId, { requestId: "kept" }));
  await expect.poll(async () => (await list()).map(({ requestId }) => requestId), { timeout: 5000 }).toEqual(["kept"]);
  await recent.stop();
});

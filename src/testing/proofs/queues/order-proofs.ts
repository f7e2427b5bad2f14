import { expect, it } from "vitest";
import { auditTenant } from "#core/audit/index.ts";
import { listMessages } from "#core/inbound/index.ts";
import { MAX_BODY_BYTES } from "#core/inbound/schemas.ts";
import { execute } from "#core/runtime/execute.ts";
import type { TestHub } from "../../fixtures/hub.ts";
import type { Entry } from "./outside.ts";
import { GROUP, orderOf, PATIENCE, type QueueWorld } from "./world.ts";

const message = (key: string, body: unknown, headers: Record<string, string> = {}): Entry => ({
  key,
  value: typeof body === "string" ? body : JSON.stringify(body),
  headers,
});
const series = (prefix: string, length: number, sku = "A") =>
  Array.from({ length }, (_, i) => message(`${prefix}-${i}`, orderOf(`${prefix}-${i}`, sku)));

/** Each with its expected error code. */
const wrong: readonly (readonly [string, Entry])[] = [
  ["intake.not_json", message("poison-1", "{ no json")],
  ["intake.not_json", message("poison-7", '{"channel":"web","lines":[{"sku":"A","quantity":9007199254740993}]}')],
  ["intake.unknown_tenant", message("poison-8", orderOf("poison-8"), { "crossdock-tenant": "a\0b" })],
  ["request.invalid", message("poison-2", { channel: "web" })],
  ["order.wrong_lines", message("poison-3", orderOf("poison-3", "UNKNOWN"))],
  ["intake.unknown_tenant", message("poison-4", orderOf("poison-4"), { "crossdock-tenant": "nobody" })],
  ["order.duplicate", message("poison-5", { ...orderOf("in-3"), notes: "Not what was sent before." })],
  ["intake.too_large", message("poison-6", { ...orderOf("poison-6"), notes: "x".repeat(MAX_BODY_BYTES) })],
];

/** A fixed shuffle: 389 and the number of messages are coprime. */
const mixed = (messages: readonly Entry[]) =>
  messages
    .map((each, i) => ({ each, at: (i * 389) % messages.length }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ each }) => each);

const untilPlaced = (world: QueueWorld, prefix: string, count: number) =>
  expect.poll(async () => (await world.placed(prefix)).length, PATIENCE).toBe(count);

async function exactlyTheRightOrders(world: QueueWorld): Promise<void> {
  const { outside } = world;
  const good = series("in", 900);
  const repeats = good.filter((_, i) => i % 18 === 4);
  await outside.send(outside.intake, good.slice(0, 4));
  await outside.send(outside.intake, mixed([...good.slice(4), ...series("few", 40, "FEW"), ...repeats]));
  const possible = wrong.filter(([, { value }]) => value.length <= outside.mostBytes);
  await outside.send(
    outside.intake,
    possible.map(([, each]) => each),
  );
  for (const mark of [1, 400]) {
    const server = await world.worker();
    const placed = async () => (await world.placed("in-")).length;
    await expect.poll(placed, { ...PATIENCE, interval: 5 }).toBeGreaterThan(mark);
    await server.kill();
    await outside.age(outside.intake, GROUP);
  }
  const server = await world.worker();
  await untilPlaced(world, "in-", 900);
  await untilPlaced(world, "few-", 25);
  await outside.send(outside.intake, [message("last", orderOf("last"))]);
  await untilPlaced(world, "last", 1);
  expect(await server.stop()).toBe(0);
  expect(await world.placed("poison")).toEqual([]);
  await expectRefused(world, [...possible.map(([code]) => code), ...Array(15).fill("inventory.insufficient_stock")]);
  expect(await auditTenant(world.hub.db.read(world.actor.tenantId))).toMatchObject({ ok: true });
}

/** A dead letter, also shown in the tenant's inbox when the tenant is known. */
async function expectRefused({ hub, actor, outside }: QueueWorld, codes: readonly string[]): Promise<void> {
  const letters = await outside.read(`${outside.intake}.dlq`, codes.length);
  const byOrigin = new Map(
    letters.map(({ headers }) => [headers["crossdock-origin"], headers["crossdock-code"] ?? ""]),
  );
  expect([...byOrigin.values()].toSorted()).toEqual(codes.toSorted());
  expect(letters.find(({ key }) => key === "poison-1")).toMatchObject({
    value: "{ no json",
    headers: { "crossdock-reason": expect.stringContaining("JSON") },
  });
  const { output } = await execute(hub, actor, listMessages, { state: "failed", limit: 100 });
  const shown = output.data.map(({ error }) => error?.code ?? "");
  expect(shown.toSorted()).toEqual(codes.filter((code) => code !== "intake.unknown_tenant").toSorted());
}

async function waitForTheDatabase(world: QueueWorld): Promise<void> {
  let away = true;
  const gone = Object.assign(new Error("gone"), { code: "ECONNREFUSED" });
  const another = world.another();
  const transaction: TestHub["db"]["transaction"] = (...args) =>
    away ? Promise.reject(gone) : another.db.transaction(...args);
  const intake = world.intake({ ...another, db: { ...another.db, transaction } });
  await world.outside.send(world.outside.intake, series("db", 20));
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(await world.placed("db-")).toEqual([]);
  away = false;
  await untilPlaced(world, "db-", 20);
  await intake.stop();
  await another.close();
}

async function outliveTheBroker(world: QueueWorld): Promise<void> {
  const { outside } = world;
  const intake = world.intake();
  await outside.send(outside.intake, series("before", 1));
  await untilPlaced(world, "before", 1);
  await outside.stop();
  await new Promise((resolve) => setTimeout(resolve, 500));
  await outside.start();
  await outside.send(outside.intake, series("after", 1));
  await untilPlaced(world, "after", 1);
  await intake.stop();
}

/** The guarantees for incoming orders, for any broker. */
export function orderProofs(world: () => QueueWorld): void {
  it(
    "result in exactly the right orders: a thousand messages with repeats, invalid ones and short stock, through two kills",
    () => exactlyTheRightOrders(world()),
    180_000,
  );
  it("wait during a database outage, and are placed afterwards", () => waitForTheDatabase(world()), 60_000);
  it("are taken again after a broker outage", () => outliveTheBroker(world()), 120_000);
}

import { afterAll, expect, it } from "vitest";
import { noteOrder, placeOrder } from "#core/orders/index.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { Pace } from "../kernel/pace.ts";
import { execute } from "../runtime/execute.ts";
import type { Applying } from "./consumer.ts";
import { Relay } from "./relay.ts";
import { startConsumers } from "./start-consumers.ts";

const hub = testHub();
const running: { stop(): Promise<void> }[] = [];

afterAll(async () => {
  await Promise.all(running.map((each) => each.stop()));
});

it("relay and consumers keep up, in fewer and larger batches, under continuous calls", async () => {
  const pace = new Pace();
  const sets: string[][] = [];
  const consumer: Applying = {
    name: "test-busy",
    start: "head",
    wants: ({ type }) => type === "order.noted",
    apply: async (_, events) => void sets.push(events.map(({ data }) => String(Object(data)["text"]))),
  };
  const fail = (error: unknown) => process.emitWarning(String(error));
  const relay = new Relay({ sql: hub.db.steady, pace }, fail);
  const log = { info: () => {}, error: () => {} };
  running.push(relay, await startConsumers({ db: hub.db, log, onError: fail, consumers: [consumer], pace }));
  const busy = { ...hub, pace, nudge: relay.nudge };
  const actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A" }]);
  const order = { channel: "web", lines: [{ sku: "A", quantity: 1 }] };
  const { id } = (await execute(hub, actor, placeOrder, order)).output.order;
  const texts: string[] = [];
  const caller = async () => {
    while (sets.length < 5) {
      const text = `note ${texts.length}`;
      texts.push(text);
      await execute(busy, actor, noteOrder, { id, text }, { transport: "rest" });
    }
  };
  await Promise.all([caller(), caller(), caller()]); // run until the events are consumed
  expect(pace.share()).toBeGreaterThan(0.5);
  await expect.poll(() => sets.flat().length, { interval: 20 }).toBe(texts.length);
  expect(new Set(sets.flat())).toEqual(new Set(texts));
  expect(texts.length).toBeGreaterThan(2 * sets.length);
});

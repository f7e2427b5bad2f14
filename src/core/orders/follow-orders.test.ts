import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { operations } from "../catalogue.ts";
import type { Actor } from "../kernel/actor.ts";
import { eventCatalogue } from "../kernel/event.ts";
import { OrderFacts } from "../order/events.ts";
import { execute, follow } from "../runtime/execute.ts";
import { getTimeline } from "./get-timeline.ts";
import { placeOrder } from "./place-order.ts";
import { watchOrders } from "./watch-orders.ts";

const hub = testHub();
let actor: Actor;

beforeAll(async () => {
  await hub.feed.start();
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A" }]);
});

const place = async (who: Actor, more: object = {}) =>
  (await execute(hub, who, placeOrder, { channel: "web", lines: [{ sku: "A", quantity: 1 }], ...more })).output.order;

async function take(count: number, input: object, meanwhile?: () => Promise<unknown>) {
  const stop = new AbortController();
  const news = [];
  const running = meanwhile?.();
  for await (const frame of await follow(hub, actor, watchOrders, input, { signal: stop.signal })) {
    news.push(...frame);
    if (news.length >= count) break;
  }
  await running;
  stop.abort();
  return news.slice(0, count);
}

describe("streaming order events", () => {
  it("sends the events of orders, and resumes from a position without gap or duplicate", async () => {
    const first = await place(actor, { payment: { method: "manual" } });
    await hub.relay();
    const [placed, captured] = await take(2, { after: 0 });
    expect(placed?.item).toMatchObject({ type: "order.placed", orderId: first.id, sequence: 1, number: first.number });
    expect(captured?.item).toMatchObject({
      type: "payment.captured",
      sequence: 2,
      paymentStatus: "paid",
      actor: "test",
    });
    const [next] = await take(1, { after: captured?.position ?? 0 }, async () => {
      await place(actor);
      await hub.relay();
    });
    expect(next?.item).toMatchObject({ type: "order.placed", sequence: 1 });
  });

  it("sends no other tenant's events, and only one order's on request", async () => {
    const stranger = await createTestTenant(hub);
    await addArticles(hub, stranger, [{ sku: "A" }]);
    await place(stranger);
    const mine = await place(actor);
    await hub.relay();
    const [only] = await take(1, { after: 0, orderId: mine.id });
    expect(only?.item.orderId).toBe(mine.id);
  });

  it("can send every type of order event, because each has the order's facts", () => {
    expect(operations.length).toBeGreaterThan(0); // loading them declares their events
    const ofOrders = [...eventCatalogue.values()].filter((type) => type.subjectType === "order");
    const lacking = ofOrders.filter(({ data }) => {
      const shape = data instanceof z.ZodObject ? data.shape : {};
      return Object.keys(OrderFacts.shape).some((fact) => !(fact in shape));
    });
    expect(lacking.map(({ type }) => type)).toEqual([]);
    expect(ofOrders.length).toBeGreaterThan(10);
  });

  it("pages through the timeline newest first, without gaps", async () => {
    const { id, number } = await place(actor, { payment: { method: "manual" } });
    const newest = await execute(hub, actor, getTimeline, { id, limit: 1 });
    expect(newest.output).toMatchObject({ data: [{ type: "payment.captured", sequence: 2 }], nextBefore: 2 });
    const rest = await execute(hub, actor, getTimeline, { id: number, before: newest.output.nextBefore });
    expect(rest.output).toMatchObject({ data: [{ type: "order.placed", sequence: 1, actor: { name: "test" } }] });
    expect(rest.output.nextBefore).toBeNull();
  });

  it("does not find the timeline of another tenant's order", async () => {
    const { id } = await place(actor);
    const stranger = await createTestTenant(hub);
    await expect(execute(hub, stranger, getTimeline, { id })).rejects.toMatchObject({ kind: "not_found" });
  });
});

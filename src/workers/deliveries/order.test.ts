import { afterEach, beforeEach, expect, it } from "vitest";
import { z } from "zod";
import type { Actor } from "#core/kernel/actor.ts";
import { noteOrder } from "#core/orders/note-order.ts";
import { placeOrder } from "#core/orders/place-order.ts";
import { execute } from "#core/runtime/execute.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { addEndpoint, startWorker, type TestWorker } from "#testing/fixtures/deliveries.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { type Receiver, startReceiver, until } from "#testing/fixtures/receiver.ts";

const hub = testHub();
let actor: Actor;
let receiver: Receiver;
let worker: TestWorker | undefined;

beforeEach(async () => {
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A" }]);
  await hub.relay();
  receiver = await startReceiver();
});
afterEach(async () => {
  await worker?.stop();
  await hub.db.sql`delete from webhook_lanes`;
  await receiver.close();
});

const Told = z.object({ sequence: z.int() });
const sequences = () => receiver.received.map(({ body }) => Told.parse(JSON.parse(body)).sequence);

/** After retries and manual redeliveries, due times need not follow the order of events. */
it.each([{ due: [2, 1, 3, 4] }, { due: [4, 1, 3, 2] }, { due: [3, 4, 1, 2] }, { due: [4, 3, 2, 1] }])(
  "keeps the order of a subject when its events fall due $due seconds from the first",
  async ({ due }) => {
    await addEndpoint(hub, actor, { url: receiver.url, eventTypes: ["order.*"] });
    const lines = [{ sku: "A", quantity: 1 }];
    const { order } = (await execute(hub, actor, placeOrder, { channel: "web", lines })).output;
    for (const text of ["one", "two", "three"]) await execute(hub, actor, noteOrder, { id: order.id, text });
    await hub.relay();
    const first = new Date(Date.now() - 60_000).toISOString();
    await hub.db.sql`
    update webhook_deliveries set due_at = ${first}::text::timestamptz + (${due}::int[])[sequence] * interval '1 second'
    where subject_id = ${order.id}`;
    worker = await startWorker(hub);
    await until(() => receiver.received.length === due.length);
    expect(sequences()).toEqual([1, 2, 3, 4]);
  },
);

import { expect, it } from "vitest";
import { ignoreDifference, listPartners, reopenDifference, repairDifference } from "#core/reconciliation/index.ts";
import { addEndpoint, startWorker } from "#testing/fixtures/deliveries.ts";
import { startReceiver, until } from "#testing/fixtures/receiver.ts";
import { Reconciling } from "#testing/fixtures/reconciling.ts";
import { testShop } from "#testing/fixtures/shop.ts";

const shop = testShop();
const desk = new Reconciling(shop);

it("a partner receives a repaired order at once: the delivery worker is notified and does not wait for its poll", async () => {
  await shop.stock([{ sku: "A" }]);
  const order = await desk.place("only-here");
  await shop.hub.relay();
  const receiver = await startReceiver();
  const { id: endpointId } = await addEndpoint(shop.hub, shop.actor, { url: receiver.url, eventTypes: ["order.*"] });
  await desk.partner({ endpointId });
  const done = await desk.compared({ partner: "acme", orders: [] });
  const worker = await startWorker(shop.hub, { pollMs: 60_000 });
  const [missing] = await desk.differences(done.id);
  await shop.run(repairDifference, { id: missing?.id });
  await until(() => receiver.received.length === 1);
  expect(JSON.parse(receiver.received[0]?.body ?? "")).toMatchObject({ type: "order.placed", subject: order.id });
  await worker.stop();
  await receiver.close();
  expect(worker.errors).toEqual([]);
});

it("an ignored difference can be reopened once, and the partner shows the open differences of its last comparison", async () => {
  await desk.partner();
  const done = await desk.compared({ partner: "acme", orders: [{ externalId: "lost" }] });
  const [lost] = await desk.differences(done.id);
  const id = lost?.id;
  const lastRun = async () => (await shop.run(listPartners, {})).data[0]?.lastRun;
  expect(await lastRun()).toMatchObject({
    id: done.id,
    open: 1,
    untouched: { missingHere: 1, missingThere: 0, differ: 0 },
  });
  await expect(shop.run(reopenDifference, { id })).rejects.toMatchObject({ code: "reconciliation.not_ignored" });
  await shop.run(ignoreDifference, { id, note: "a test order" });
  expect(await lastRun()).toMatchObject({ open: 0, untouched: { missingHere: 0 } });
  expect(await shop.run(reopenDifference, { id })).toMatchObject({ state: "open", note: null, settledBy: null });
  const again = await Promise.allSettled(
    [shop.hub, shop.rival].map((hub) => shop.run(ignoreDifference, { id }, { hub })),
  );
  expect(again.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

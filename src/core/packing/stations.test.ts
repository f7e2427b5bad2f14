import { describe, expect, it } from "vitest";
import { packingIn } from "#testing/fixtures/packing.ts";
import { testShop } from "#testing/fixtures/shop.ts";
import { createLocation } from "../channels/index.ts";
import { adjustStock } from "../inventory/index.ts";
import { newId } from "../kernel/ids.ts";
import { cancelOrder, getOrder } from "../orders/index.ts";
import { execute } from "../runtime/execute.ts";
import { closeStation, finishParcel, getStation, openStation, scanArticle, skipOrder, undoScan } from "./index.ts";

const shop = testShop();
const { clientId, place, open, scan, undo, finish } = packingIn(shop);

const colleague = () => ({ ...shop.actor, type: "user" as const, id: newId(), name: "Robin" });

describe("a station", () => {
  it("belongs to one person; another has to take it over, and the first is notified", async () => {
    await shop.stock([{ sku: "A" }]);
    await place([{ sku: "A", quantity: 2 }]);
    const session = await open();
    await scan(session, "A");
    const robin = colleague();
    const input = { location: "main", station: "bench 1", clientId: clientId() };
    await expect(execute(shop.hub, robin, openStation, input)).rejects.toMatchObject({ code: "packing.station_busy" });
    const { output } = await execute(shop.hub, robin, openStation, { ...input, takeOver: true });
    expect(output).toMatchObject({ id: session.id, packer: { name: "Robin" }, order: { packed: 1 } });
    await expect(scan(session, "A")).rejects.toMatchObject({ code: "packing.taken_over" });
    await expect(shop.run(closeStation, { sessionId: session.id })).rejects.toMatchObject({
      code: "packing.taken_over",
    });
  });

  it("that was taken over is not taken back by the first one's command sent again", async () => {
    await shop.stock([{ sku: "A" }]);
    const order = await place([{ sku: "A", quantity: 2 }]);
    await open("Bench 1");
    const input = { location: "main", station: "Bench 1", takeOver: true };
    await shop.run(openStation, { ...input, clientId: "mine" });
    const robin = colleague();
    await execute(shop.hub, robin, openStation, { ...input, clientId: "theirs" });
    expect(await shop.run(openStation, { ...input, clientId: "mine" })).toMatchObject({ packer: { name: "Robin" } });
    await shop.run(cancelOrder, { id: order.id, reason: "Changed their mind" });
    expect(await shop.run(openStation, { ...input, clientId: "mine" })).toMatchObject({ notice: null });
    const told = await execute(shop.hub, robin, openStation, { ...input, clientId: "again" });
    expect(told.output.notice?.code).toBe("packing.order_cancelled"); // the first one's repetition did not take it
    await expect(execute(shop.hub, robin, openStation, { ...input, clientId: "mine" })).rejects.toMatchObject({
      code: "packing.client_id_reused",
    });
    expect((await shop.run(openStation, { ...input, clientId: "new" })).packer.name).toBe(shop.actor.name);
  });

  it("refuses a command that was meant for another order, and keeps the refusal", async () => {
    await shop.stock([{ sku: "A" }]);
    const [first, second] = [await place([{ sku: "A", quantity: 1 }]), await place([{ sku: "A", quantity: 1 }])];
    const session = await open();
    const meant = { orderId: first.id };
    await scan(session, "A", meant);
    expect((await finish(session, meant)).outcome).toBe("finished");
    expect((await scan(session, "A", meant)).refusal?.code).toBe("packing.no_order");
    expect((await open()).order?.id).toBe(second.id);
    await scan(session, "A");
    const late = { sessionId: session.id, clientId: "late", ...meant };
    const refused = await shop.run(finishParcel, late);
    expect(refused).toMatchObject({ refusal: { code: "packing.other_order" }, order: { id: second.id, packed: 1 } });
    expect(await shop.run(finishParcel, late)).toEqual(refused);
    const others = [
      await scan(session, "A", meant),
      await undo(session, meant),
      await shop.run(skipOrder, { ...late, clientId: clientId(), reason: "Damaged" }),
    ];
    expect(others.map(({ refusal }) => refusal?.code)).toEqual(Array(3).fill("packing.other_order"));
    expect((await finish(session, { orderId: second.id })).outcome).toBe("finished");
  });

  it("that is closed gives its order back, and takes no command any more", async () => {
    await shop.stock([{ sku: "A" }]);
    const order = await place([{ sku: "A", quantity: 1 }]);
    const session = await open();
    await shop.run(closeStation, { sessionId: session.id });
    expect(await shop.run(closeStation, { sessionId: session.id })).toMatchObject({ order: null });
    await expect(scan(session, "A")).rejects.toMatchObject({ code: "packing.station_closed" });
    const again = await open();
    expect(again).toMatchObject({ order: { id: order.id } });
    expect(again.id).not.toBe(session.id);
  });

  it("opens once when two processes open it at the same moment", async () => {
    const both = await Promise.all(
      [shop.hub, shop.rival].map((hub, at) =>
        shop.run(openStation, { location: "main", station: "New", clientId: `n${at}` }, { hub }),
      ),
    );
    expect(new Set(both.map(({ id }) => id)).size).toBe(1);
  });

  it("never gets the order of another: twelve open at once in two processes", async () => {
    await shop.stock([{ sku: "A", onHand: 100 }]);
    for (let count = 0; count < 9; count += 1) await place([{ sku: "A", quantity: 1 }]);
    const opened = await Promise.all(
      Array.from({ length: 12 }, (_, at) =>
        shop.run(
          openStation,
          { location: "main", station: `S${at}`, clientId: `o${at}` },
          { hub: at % 2 === 0 ? shop.hub : shop.rival },
        ),
      ),
    );
    const taken = opened.flatMap(({ order }) => order?.id ?? []);
    expect(taken).toHaveLength(9);
    expect(new Set(taken).size).toBe(9);
  });

  it("and a certain order: of two that ask for it, one gets it", async () => {
    await shop.stock([{ sku: "A" }]);
    const { number } = await place([{ sku: "A", quantity: 1 }]);
    const asked = [shop.hub, shop.rival].map((hub, at) =>
      shop.run(openStation, { location: "main", station: `S${at}`, clientId: "x", order: number }, { hub }),
    );
    const ends = await Promise.allSettled(asked);
    expect(ends.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(ends.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "packing.packed_elsewhere" },
    });
  });
});

describe("a command that is sent again", () => {
  it("gets its first answer, also a refusal, and changes nothing", async () => {
    await shop.stock([{ sku: "A" }]);
    await place([{ sku: "A", quantity: 1 }]);
    const session = await open();
    const right = { sessionId: session.id, clientId: "right", code: "A" };
    const surplus = { ...right, clientId: "surplus" };
    const before = [await shop.run(scanArticle, right), await shop.run(scanArticle, surplus)];
    await undo(session);
    expect([await shop.run(scanArticle, right), await shop.run(scanArticle, surplus)]).toEqual(before);
    expect((await shop.run(getStation, { sessionId: session.id })).order?.packed).toBe(0);
    await scan(session, "A");
    const last = { sessionId: session.id, clientId: "last" };
    const done = await shop.run(finishParcel, last);
    expect(await shop.run(finishParcel, last)).toEqual(done);
    await expect(shop.run(scanArticle, { ...right, code: "B" })).rejects.toMatchObject({
      code: "packing.client_id_reused",
    });
    await expect(shop.run(undoScan, last)).rejects.toMatchObject({ code: "packing.client_id_reused" });
  });

  it("in parallel, in two processes and one batch, counts once", async () => {
    await shop.stock([{ sku: "A" }]);
    const { id } = await place([{ sku: "A", quantity: 9 }]);
    const session = await open();
    const input = { sessionId: session.id, clientId: "same", code: "A" };
    const scans = [0, 1, 2, 3, 4, 5].map((at) =>
      shop.run(scanArticle, input, { hub: at % 2 === 0 ? shop.hub : shop.rival }),
    );
    expect(new Set((await Promise.all(scans)).map(({ version }) => version)).size).toBe(1);
    expect((await shop.run(getStation, { sessionId: session.id })).order?.packed).toBe(1);
    const finishing = { sessionId: session.id, clientId: "end", partial: true };
    await Promise.all([shop.hub, shop.rival].map((hub) => shop.run(finishParcel, finishing, { hub })));
    expect((await shop.run(getOrder, { id })).shipments).toHaveLength(1);
  });

  it("opening again takes no second order", async () => {
    await shop.stock([{ sku: "A" }]);
    await place([{ sku: "A", quantity: 1 }]);
    await place([{ sku: "A", quantity: 1 }]);
    const input = { location: "main", station: "B", clientId: "once" };
    const session = await shop.run(openStation, input);
    await scan(session, "A");
    await finish(session);
    expect((await shop.run(openStation, input)).order).toBeNull();
  });
});

it("stock of another location is not packed here", async () => {
  await shop.stock([{ sku: "A", onHand: 1 }]);
  await shop.run(createLocation, { code: "shop", name: "Shop" });
  await shop.run(adjustStock, { sku: "A", location: "shop", delta: 5, reason: "receipt" });
  await place([{ sku: "A", quantity: 3 }]);
  const here = await open("Bench", { location: "shop" });
  const wanted = here.order?.wanted ?? 0;
  expect(wanted).toBeGreaterThan(0);
  await scan(here, "A", { quantity: wanted });
  expect((await finish(here)).outcome).toBe("finished");
});

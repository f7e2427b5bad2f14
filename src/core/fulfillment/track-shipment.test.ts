import { expect, it } from "vitest";
import { testShop } from "#testing/fixtures/shop.ts";
import { getOrder, getTimeline, placeOrder } from "../orders/index.ts";
import { cancelShipment, createShipment, trackShipment } from "./index.ts";

const shop = testShop();

async function shipped(trackingNumber: string, carrier = "UPS") {
  const { id } = (await shop.run(placeOrder, { channel: "web", lines: [{ sku: "A", quantity: 1 }] })).order;
  return shop.run(createShipment, { orderId: id, carrier, trackingNumber });
}

it("a parcel is delivered once, whichever report comes first", async () => {
  await shop.stock([{ sku: "A" }]);
  const { id } = await shipped("EZ1");
  const news = (status: string) => ({ trackingNumber: "EZ1", status });
  await shop.raced(
    "shipments.track:read",
    (hub) => shop.run(trackShipment, news("in_transit"), { hub }),
    () => shop.run(trackShipment, news("delivered")),
  );
  const after = await shop.run(trackShipment, news("delivered"));
  expect(after).toMatchObject({ status: "delivered", shipments: [{ status: "delivered" }], lines: [{ delivered: 1 }] });
  const types = (await shop.run(getTimeline, { id })).data.map(({ type }) => type);
  expect(types.filter((type) => type.startsWith("shipment."))).toEqual(["shipment.delivered", "shipment.shipped"]);
});

it("a shared tracking number resolves by carrier; a cancelled shipment does not change", async () => {
  await shop.stock([{ sku: "A" }]);
  const [ups, dhl] = [await shipped("EZ2", "UPS"), await shipped("EZ2", "DHL")];
  await shop.run(trackShipment, { trackingNumber: "EZ2", carrier: "ups", status: "in_transit" });
  expect((await shop.run(getOrder, { id: ups.id })).shipments).toMatchObject([{ status: "in_transit" }]);
  expect((await shop.run(getOrder, { id: dhl.id })).shipments).toMatchObject([{ status: "shipped" }]);
  const lone = await shipped("EZ3");
  await shop.run(cancelShipment, { orderId: lone.id, shipmentId: lone.shipments[0]?.id });
  const moved = shop.run(trackShipment, { trackingNumber: "EZ3", status: "delivered" });
  await expect(moved).rejects.toMatchObject({ code: "shipment.not_on_its_way" });
  const unknown = shop.run(trackShipment, { trackingNumber: "EZ4", status: "delivered" });
  await expect(unknown).rejects.toMatchObject({ code: "shipment.unknown_tracking_number" });
});

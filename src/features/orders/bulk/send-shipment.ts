import type { TRPCClient } from "@trpc/client";
import type { Inputs } from "#features/trpc/client.ts";
import { isStale } from "#features/trpc/failure.ts";
import { newKey } from "#features/trpc/key.ts";
import type { AppRouter } from "#transports/trpc/router.ts";
import type { Order } from "../order-news.ts";
import { createAttempts, isAnswered } from "./attempts.ts";
import { ChangedMeanwhile } from "./changed-meanwhile.ts";
import { shipPlan, shipsTheSame } from "./ship-rows.ts";

export type Parcel = { carrier: string; trackingNumber: string; location?: string | undefined };

type Shipment = Inputs["shipments"]["create"];
type Client = Pick<TRPCClient<AppRouter>, "orders" | "shipments">;

export const shipAttempts = createAttempts<Shipment>();

/** Ships the displayed quantities once: the version rejects changed orders, the idempotency key repeated requests. */
export async function sendShipment(client: Client, order: Order, parcel: Parcel): Promise<Order> {
  const { payload, key } = shipAttempts.begin(order.id, parcel, () => shipmentOf(order, parcel));
  const send = (shipment: Shipment, idempotencyKey: string) =>
    client.shipments.create.mutate(shipment, { context: { idempotencyKey } });
  let after: Order;
  try {
    after = await send(payload, key);
  } catch (error) {
    if (isAnswered(error)) shipAttempts.settle(order.id);
    if (!isStale(error)) throw error;
    const now = await client.orders.get.query({ id: order.id });
    if (!shipsTheSame(order, now, parcel.location)) throw new ChangedMeanwhile(now);
    after = await send(shipmentOf(now, parcel), newKey());
  }
  shipAttempts.settle(order.id);
  return after;
}

function shipmentOf(order: Order, { carrier, trackingNumber, location: chosen }: Parcel): Shipment {
  const { location, lines } = shipPlan(order, chosen);
  return {
    orderId: order.id,
    ifVersion: order.version,
    lines: lines.map(({ id, quantity }) => ({ id, quantity })),
    ...(location === undefined ? {} : { location }),
    ...(carrier === "" ? {} : { carrier }),
    ...(trackingNumber === "" ? {} : { trackingNumber }),
  };
}

import type { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { type Call, command } from "../kernel/operation.ts";
import { changeOrders, type Many, unchanged } from "../order/change-orders.ts";
import type { ShipmentRecord } from "../order/record.ts";
import { OrderView } from "../order/schemas.ts";
import { notOnItsWay, unknownTrackingNumber } from "./errors.ts";
import { shipmentDelivered, shipmentInTransit } from "./events.ts";
import { TrackShipmentInput } from "./schemas.ts";
import { shipmentFacts, shipmentOf } from "./shipment-facts.ts";
import { countUnits, findTracked, setShipmentStatus, setTrackingUrls, type Tracked } from "./shipment-store.ts";

const RANK = { shipped: 0, in_transit: 1, delivered: 2 } as const;

export const trackShipment = command({
  name: "shipments.track",
  summary: "Records the progress of a parcel by its tracking number. Outdated reports change nothing.",
  scope: "orders:write",
  audience: "public",
  input: TrackShipmentInput,
  output: OrderView,
  failures: [unknownTrackingNumber, notFound, notOnItsWay],
  examples: { output: { status: "shipped", fulfillmentStatus: "fulfilled" } },
  async runMany(context, calls) {
    const tracked = await findTracked(
      context.tx,
      calls.map(({ input }) => input),
    );
    const known = calls.map((call, index): Call<News> | undefined => {
      const found = tracked[index];
      return found && { ...call, input: { ...call.input, ...found } };
    });
    const outcomes = await changeOrders(
      context,
      known.filter((call) => call !== undefined),
      arrivals,
    );
    const inTurn = outcomes.values();
    return calls.map(({ input }, index) => {
      const { value } = known[index] === undefined ? { value: undefined } : inTurn.next();
      return value ?? { refused: unknownTrackingNumber(input.trackingNumber) };
    });
  },
});

type News = z.output<typeof TrackShipmentInput> & Tracked;

interface Arrival extends Pick<ShipmentRecord, "id" | "lines"> {
  readonly status: News["status"];
  readonly url: string | undefined;
}

const arrivals: Many<News, undefined, Arrival> = {
  point: "shipments.track:read",
  target: ({ orderId }) => ({ id: orderId }),
  read: async () => undefined,
  plan(_, { order, input }) {
    const { id, status, lines } = shipmentOf(order, input.shipmentId);
    if (status === "cancelled" || status === "lost") throw notOnItsWay(status);
    if (RANK[status] >= RANK[input.status]) return unchanged;
    const told = input.status === "delivered" ? shipmentDelivered : shipmentInTransit;
    return {
      rows: { id, lines, status: input.status, url: input.trackingUrl },
      tell: (after) => [told(after.id, shipmentFacts(after, id))],
    };
  },
  write({ tx, now }, rows) {
    const delivered = rows.filter(({ status }) => status === "delivered");
    const urls = rows.flatMap(({ id, url }) => (url === undefined ? [] : [{ id, url }]));
    const steps = Map.groupBy(rows, ({ status }) => status);
    return [
      ...[...steps].map(([status, its]) => {
        const ids = its.map(({ id }) => id);
        return setShipmentStatus(tx, ids, { status, at: now });
      }),
      ...(urls.length === 0 ? [] : [setTrackingUrls(tx, urls)]),
      ...(delivered.length === 0
        ? []
        : [
            countUnits(
              tx,
              delivered.flatMap(({ lines }) => lines),
              { delivered: 1 },
            ),
          ]),
    ];
  },
};

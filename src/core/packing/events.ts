import { z } from "zod";
import { eventType } from "../kernel/event.ts";
import { OrderFacts } from "../order/events.ts";

const PackingFacts = OrderFacts.extend({ sessionId: z.string(), station: z.string(), location: z.string() });

export const packingFinished = eventType({
  type: "packing.finished",
  description: "A parcel was packed at a station and shipped.",
  subjectType: "order",
  data: PackingFacts.extend({ shipmentId: z.string(), units: z.int(), seconds: z.int() }),
});

export const packingSkipped = eventType({
  type: "packing.skipped",
  description: "An order went back from a station to the queue.",
  subjectType: "order",
  data: PackingFacts.extend({ reason: z.string(), packed: z.int() }),
});

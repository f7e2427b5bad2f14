import { z } from "zod";
import { positionExpired, unknownPosition, tooSlow } from "../events/errors.ts";
import { resumeFrom } from "../events/resume.ts";
import { EventTypePattern, Position } from "../events/schemas.ts";
import type { HubEvent } from "../kernel/event.ts";
import { memoised } from "../kernel/memo.ts";
import { stream } from "../kernel/operation.ts";
import { Id, Instant } from "../kernel/shapes.ts";
import { OrderFacts } from "../order/events.ts";

export const OrderNews = OrderFacts.extend({
  id: Id,
  type: z.string(),
  orderId: Id,
  sequence: z.int().describe("1, 2, 3… per order, without gaps."),
  actor: z.string().describe("Who did it."),
  at: Instant,
}).meta({ id: "OrderNews" });

const entryOf = memoised((event: HubEvent) => {
  const { id, type, subjectId, sequence, actor, at, position } = event;
  return {
    position,
    item: { ...OrderFacts.parse(event.data), id, type, orderId: subjectId, sequence, actor: actor.name, at },
  };
});
const frameOf = memoised((events: readonly HubEvent[]) =>
  events.filter(({ subjectType }) => subjectType === "order").map(entryOf),
);

async function* framesOf(frames: AsyncIterable<readonly HubEvent[]>) {
  for await (const events of frames) if (frameOf(events).length > 0) yield frameOf(events);
}

export const watchOrders = stream({
  name: "orders.watch",
  summary: "Streams changes of orders, live or from a feed position.",
  scope: "orders:read",
  audience: "public",
  input: z.strictObject({
    orderId: Id.optional().describe("Absent: all orders."),
    types: z.array(EventTypePattern).min(1).max(50).optional().describe("Absent: all that happens to orders."),
    after: z
      .union([Position, Id])
      .optional()
      .describe("The event that was seen last, by its id or its feed position; absent: from now on."),
  }),
  output: OrderNews,
  failures: [positionExpired, unknownPosition, tooSlow],
  run: async ({ read, events }, { orderId, types, after }) =>
    framesOf(events({ after: await resumeFrom(read, after), types, subjectId: orderId })),
});

import { z } from "zod";
import { limitInput } from "../kernel/page.ts";
import { Code, Id, Instant } from "../kernel/shapes.ts";

/** A feed position from which a reader resumes. */
export const Position = z.int().min(0);

/** `order.placed`, or `order.*` for all types of that kind. */
export const EventTypePattern = z
  .string()
  .max(80)
  .regex(/^[a-z_]+\.([a-z_]+|\*)$/, "An event type is like order.placed or order.*")
  .meta({ example: "order.*" });

const EventActor = z.object({ type: z.string(), id: z.string(), name: z.string() }).meta({ id: "EventActor" });

export const EventView = z
  .object({
    id: Id,
    position: Position,
    type: z.string().meta({ example: "order.placed" }),
    subjectType: z.string(),
    subjectId: Id,
    sequence: z.int().min(1),
    data: z.unknown(),
    actor: EventActor,
    transport: z.string(),
    requestId: z.string(),
    at: Instant,
  })
  .meta({ id: "Event" });
export type EventView = z.output<typeof EventView>;

/** One event in an aggregate's history. */
export const TimelineEntry = z
  .object({
    id: Id,
    type: z.string(),
    sequence: z.int().describe("1, 2, 3… per order, without gaps."),
    data: z.unknown(),
    actor: EventActor,
    transport: z.string(),
    requestId: z.string(),
    at: Instant,
  })
  .meta({ id: "TimelineEntry" });

/** Which events a reader wants. Absent: all of them. */
const wanted = {
  types: z.array(EventTypePattern).min(1).max(50).optional(),
  subjectId: Id.optional().describe("Id of the subject: an order, a customer, a stock level…"),
  channels: z.array(Code).min(1).max(50).optional().describe("Only events of orders of these channels."),
};

export const WatchEventsInput = z.strictObject({
  after: z
    .union([Position, Id])
    .optional()
    .describe("Resume behind the event with this id, or behind this position; absent: from now on."),
  ...wanted,
});

export const ListEventsInput = z.strictObject({
  after: Id.optional().describe(
    "Id of the last event seen, or a `nextCursor`; absent: from the oldest retained event.",
  ),
  ...wanted,
  limit: limitInput,
});

export const GetEventInput = z.strictObject({ id: Id });

import { z } from "zod";
import { Id, Instant } from "../kernel/shapes.ts";

/** A feed position from which a reader resumes. */
export const Position = z.int().min(0);

/** `order.placed`, or `order.*` for all types of that kind. */
export const EventTypePattern = z
  .string()
  .max(80)
  .regex(/^[a-z_]+\.([a-z_]+|\*)$/, "An event type is like order.placed or order.*")
  .meta({ example: "order.*" });

export const EventView = z
  .object({
    id: Id,
    position: Position,
    type: z.string().meta({ example: "order.placed" }),
    subjectType: z.string(),
    subjectId: Id,
    sequence: z.int().min(1),
    data: z.unknown(),
    actor: z.object({ type: z.string(), id: z.string(), name: z.string() }),
    transport: z.string(),
    requestId: z.string(),
    at: Instant,
  })
  .meta({ id: "Event" });
export type EventView = z.output<typeof EventView>;

export const WatchEventsInput = z.strictObject({
  /** Resume behind this position; absent: from now on. */
  after: Position.optional(),
  /** Absent: every type. */
  types: z.array(EventTypePattern).min(1).max(50).optional(),
  subjectId: Id.optional(),
});

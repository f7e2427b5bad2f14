import { z } from "zod";
import { TimelineEntry } from "../events/schemas.ts";
import { query } from "../kernel/operation.ts";
import { Id, ManyIds } from "../kernel/shapes.ts";
import { entriesBySubject } from "./lookup-timelines.ts";
import { readTimelines } from "./timelines-store.ts";

export const getManyTimelines = query({
  name: "orders.timelines",
  summary: "Returns the newest events of each of these orders, newest first.",
  scope: "orders:read",
  audience: "screens",
  input: z.strictObject({ ids: ManyIds, limit: z.int().min(1).max(20).default(20) }),
  output: z.object({
    data: z.array(z.object({ id: Id, events: z.array(TimelineEntry) }).meta({ id: "OrderTimeline" })),
  }),
  failures: [],
  run: async ({ read }, { ids, limit }) => ({
    data: entriesBySubject(await readTimelines(read, ids, limit)).map(([id, events]) => ({ id, events })),
  }),
});

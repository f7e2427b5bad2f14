import { z } from "zod";
import { TimelineEntry } from "../events/schemas.ts";
import { readTimeline } from "../events/store.ts";
import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { TimelineInput } from "../order/schemas.ts";
import { findOrderId } from "../order/store.ts";

const BEYOND_ALL = 2_147_483_647;

export const getTimeline = query({
  name: "orders.timeline",
  summary: "Lists the events of one order, newest first, with the actor and the transport.",
  scope: "orders:read",
  audience: "public",
  input: TimelineInput,
  output: z.object({ data: z.array(TimelineEntry), nextBefore: z.int().nullable() }),
  failures: [notFound],
  run: async ({ read }, { id: ref, before = BEYOND_ALL, limit }) => {
    const id = await findOrderId(read, ref);
    if (id === undefined) throw notFound("order", ref);
    const rows = await readTimeline(read, id, { before, limit: limit + 1 });
    const data = rows.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() }));
    return { data, nextBefore: rows.length > limit ? (data.at(-1)?.sequence ?? null) : null };
  },
});

import { z } from "zod";
import { TimelineEntry } from "../events/schemas.ts";
import type { TimelineRow } from "../events/store.ts";
import { lookup } from "../kernel/operation.ts";
import { IdKey } from "../kernel/shapes.ts";
import { readTimelines } from "./timelines-store.ts";

const NEWEST = 20;

export const lookupTimelines = lookup({
  name: "orders.lookupTimelines",
  summary: `The ${NEWEST} newest events of orders by order id, newest first.`,
  scope: "orders:read",
  key: IdKey,
  value: z.array(TimelineEntry),
  read: async ({ read }, ids) => entriesBySubject(await readTimelines(read, ids, NEWEST)),
});

export function entriesBySubject(rows: readonly TimelineRow[]) {
  const entries = Map.groupBy(rows, (row) => row.subjectId);
  return [...entries].map(([id, of]) => [id, of.map((row) => ({ ...row, at: row.at.toISOString() }))] as const);
}

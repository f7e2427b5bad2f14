import { expect, it } from "vitest";
import { told } from "#features/imports/import-news.ts";
import type { Import } from "#features/imports/import-params.ts";
import type { LiveEvent } from "#features/trpc/live-event.ts";

const progress = { rowsRead: 200, rowsBooked: 190, rowsReported: 10 };
// Only a few fields, because the function reads no others.
const known = { id: "i1", status: "running", progress } as Import;
const event = (type: string, data: object) => ({ type, subjectId: "i1", data }) as LiveEvent;

it("applies the figures of an import's own events", () => {
  const next = told(known, event("import.progressed", { progress: { ...progress, rowsRead: 400 } }));
  expect(next.progress.rowsRead).toBe(400);
  expect(told(known, { ...event("import.progressed", {}), subjectId: "other" })).toBe(known);
});

it("ignores an older event that arrives late", () => {
  const next = told(known, event("import.progressed", { progress: { ...progress, rowsRead: 100 } }));
  expect(next.progress.rowsRead).toBe(200);
});

it("stays cancelled when a chunk reports after the cancellation", () => {
  const stopped = told(known, event("import.cancelled", {}));
  expect(told(stopped, event("import.progressed", { progress })).status).toBe("cancelled");
});

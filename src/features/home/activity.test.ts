import { expect, it } from "vitest";
import { type Activity, placeOf, withNews } from "#features/home/activity.ts";
import type { LiveEvent } from "#features/trpc/live-event.ts";

const event = (id: string, type: string, data: object): LiveEvent => ({
  id,
  position: 1,
  type,
  subjectType: type.split(".")[0] ?? "",
  subjectId: "s1",
  sequence: 1,
  data,
  actor: { type: "user", id: "u1", name: "Ada" },
  transport: "rest",
  requestId: "r1",
  at: "2026-01-01T00:00:00.000Z",
});

it("sorts newest first, removes duplicates, and hides routine events", () => {
  const first = withNews([], [event("1", "order.placed", { number: "1042" })]);
  const next = withNews(first, [
    event("1", "order.placed", { number: "1042" }),
    event("2", "stock.changed", { sku: "A" }),
    event("3", "order.held", { number: "1041" }),
  ]);
  expect(next.map(({ id, label, actor }) => [id, label, actor])).toEqual([
    ["3", "1041", "Ada"],
    ["1", "1042", "Ada"],
  ]);
});

it("keeps as many as are shown", () => {
  const many = Array.from({ length: 40 }, (_, i) => event(String(i), "order.placed", { number: String(i) }));
  expect(withNews([], many)).toHaveLength(15);
});

it("links to the subject", () => {
  const about = (subjectType: string): Activity => ({
    id: "1",
    type: "x.y",
    subjectType,
    subjectId: "s1",
    label: "A&B",
    actor: "Ada",
    transport: "rest",
    at: "",
  });
  expect(placeOf(about("order"))).toBe("/orders/s1");
  expect(placeOf(about("stock_level"))).toBe("/stock?q=A%26B");
  expect(placeOf(about("tenant"))).toBeNull();
});

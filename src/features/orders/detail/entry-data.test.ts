import { expect, test } from "vitest";
import type { Entry } from "./entries.ts";
import { reading, stories } from "./entry-data.ts";

const entry = (sequence: number, type: string, requestId: string) =>
  ({ id: String(sequence), sequence, type, requestId }) as Entry;

test("a status change is shown with its cause, and alone without one", () => {
  const told = stories([
    entry(4, "order.status_changed", "r3"),
    entry(3, "order.status_changed", "r2"),
    entry(2, "payment.captured", "r2"),
    entry(1, "order.placed", "r1"),
  ]);
  expect(told.map((story) => [story.entry.sequence, story.moved?.sequence])).toEqual([
    [4, 4],
    [2, 3],
    [1, undefined],
  ]);
});

test("data of any shape is parsed without failing", () => {
  for (const data of [null, undefined, 3, "x", [], { lines: 3 }, { amount: "12" }]) {
    const read = reading(data);
    expect([read.number("amount"), read.text("reason"), read.units(), read.changes()]).toEqual([
      undefined,
      undefined,
      0,
      [],
    ]);
  }
  expect(reading({ lines: [{ quantity: 2 }, {}, { quantity: 3 }] }).units()).toBe(5);
});

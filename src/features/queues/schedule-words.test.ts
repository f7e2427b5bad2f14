import { expect, it } from "vitest";
import { rhythmOf } from "#features/queues/schedule-words.ts";

it.each([
  ["* * * * *", { every: "minutes", count: 1 }],
  ["*/15 * * * *", { every: "minutes", count: 15 }],
  ["7 * * * *", { every: "hour", minute: ":07" }],
  ["0 6 * * *", { every: "day", time: "06:00" }],
  ["30 18 * * 7", { every: "week", weekday: 0, time: "18:30" }],
])("%s is described in words", (cron, rhythm) => {
  expect(rhythmOf(cron)).toEqual(rhythm);
});

it.each(["*/7 * * * *", "0 6 1 * *", "0 6 * 2 *", "0,30 * * * *", "0 6 * * 1-5", "0 0 6 * * *", ""])(
  "%s is shown unchanged",
  (cron) => {
    expect(rhythmOf(cron)).toBeNull();
  },
);

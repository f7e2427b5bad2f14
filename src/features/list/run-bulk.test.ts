import { expect, test } from "vitest";
import { runBulk } from "./run-bulk.ts";

test("every item is tried once, a failure stops no other, and concurrency is limited", async () => {
  let running = 0;
  let most = 0;
  const seen: number[] = [];
  const outcomes = await runBulk({
    items: Array.from({ length: 20 }, (_, index) => index),
    width: 4,
    run: async (item) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running -= 1;
      return item % 5 === 0 ? "refused" : null;
    },
    onProgress: (sofar) => seen.push(sofar.length),
  });
  expect(most).toBe(4);
  expect(outcomes).toHaveLength(20);
  expect(outcomes.filter(({ failure }) => failure !== null).map(({ item }) => item)).toEqual([0, 5, 10, 15]);
  expect(seen).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
});

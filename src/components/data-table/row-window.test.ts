import * as fc from "fast-check";
import { expect, test } from "vitest";
import { topShowing, windowOf } from "./row-window.ts";

const standing = fc.record({
  topPx: fc.integer({ min: -50, max: 4_000_000 }),
  heightPx: fc.integer({ min: 200, max: 2000 }),
  rowPx: fc.constantFrom(35, 69),
  headPx: fc.constantFrom(0, 34),
});
const count = fc.integer({ min: 0, max: 100_000 });

test("every visible row is rendered, and few others", () => {
  fc.assert(
    fc.property(standing, count, (given, rows) => {
      const deepest = Math.max(0, given.headPx + rows * given.rowPx - given.heightPx);
      const where = { ...given, topPx: Math.min(given.topPx, deepest) };
      const { from, to } = windowOf(where, rows);
      const seenFrom = Math.floor(Math.max(0, where.topPx) / where.rowPx);
      const seenTo = Math.min(rows, Math.ceil((where.topPx + where.heightPx - where.headPx) / where.rowPx));
      expect(from).toBeGreaterThanOrEqual(0);
      expect(from).toBeLessThanOrEqual(seenFrom);
      expect(to).toBeGreaterThanOrEqual(seenTo);
      expect(to).toBeLessThanOrEqual(rows);
      expect(to - from).toBeLessThanOrEqual(Math.ceil(where.heightPx / where.rowPx) + 31);
    }),
  );
});

test("a list that became shorter than its scroll position shows its last rows", () => {
  const { from, to } = windowOf({ topPx: 100_000, heightPx: 700, rowPx: 35 }, 60);
  expect([from, to]).toEqual([11, 60]);
});

test("a fully visible row causes no scrolling; another is scrolled to by the least distance", () => {
  fc.assert(
    fc.property(standing, fc.nat(100_000), (given, index) => {
      const topPx = Math.max(0, given.topPx);
      const top = topShowing({ ...given, topPx }, index);
      const [above, below] = [index * given.rowPx - top, (index + 1) * given.rowPx + given.headPx - top];
      expect(above).toBeGreaterThanOrEqual(0);
      expect(below).toBeLessThanOrEqual(given.heightPx);
      expect(top === topPx || above === 0 || below === given.heightPx).toBe(true);
    }),
  );
});

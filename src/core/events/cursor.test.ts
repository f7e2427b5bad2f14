import { describe, expect, it } from "vitest";
import { type Applying, ConsumerNotReady, type Publishing } from "./consumer.ts";
import { Cursor, PAGE } from "./cursor.ts";

const applying: Applying = { name: "applies", start: "head", apply: async () => {} };
const publishing: Publishing = { name: "publishes", start: "head", publish: async () => 1 };

/** Fails on one event until it is dead-lettered; returns after how many tries. */
function triesUntilSetAside(cursor: Cursor): number {
  for (let tries = 1; tries <= 100; tries += 1) if (cursor.failed(1, 0) === "set aside") return tries;
  return Number.POSITIVE_INFINITY;
}

describe("a failing cursor", () => {
  it("halves its page until the failing event is alone, and grows it again after successes", () => {
    const cursor = new Cursor(applying);
    const limits: number[] = [];
    for (let events = PAGE; events > 1; events = cursor.limit) {
      expect(cursor.failed(events, 0)).toBe("retry");
      expect(cursor.waitMs(0)).toBe(0);
      limits.push(cursor.limit);
    }
    expect(limits).toEqual([250, 125, 63, 32, 16, 8, 4, 2, 1]);
    cursor.moved(1, 1);
    expect(cursor.limit).toBe(2);
    for (let i = 0; i < 10; i += 1) cursor.moved(i, 1);
    expect(cursor.limit).toBe(PAGE);
  });

  it("backs off longer after each try of one event, and dead-letters it after the fifth", () => {
    const cursor = new Cursor(applying);
    const waits = [1, 2, 3, 4].map(() => {
      expect(cursor.failed(1, 1000)).toBe("retry");
      return cursor.waitMs(1000);
    });
    for (const [tries, wait] of waits.entries()) {
      expect(wait).toBeGreaterThanOrEqual(100 * 2 ** tries);
      expect(wait).toBeLessThanOrEqual(200 * 2 ** tries);
    }
    expect(cursor.failed(1, 1000)).toBe("set aside");
  });

  it("sets no event aside for what no event is to blame for, and keeps its page", () => {
    const cursor = new Cursor(applying);
    const limit = cursor.limit;
    for (let tries = 0; tries < 50; tries += 1) {
      expect(cursor.failed(7, 1000, new ConsumerNotReady("no setting"))).toBe("retry");
      expect(cursor.waitMs(1000)).toBeGreaterThan(0);
    }
    expect(cursor.limit).toBe(limit);
  });

  it("stops after ten consecutive dead letters, and continues once one event succeeds", () => {
    const cursor = new Cursor(applying);
    for (let i = 0; i < 10; i += 1) {
      expect(triesUntilSetAside(cursor)).toBe(5);
      cursor.setAside(i);
      cursor.moved(i, 0); // skipping unwanted events proves nothing
    }
    expect(triesUntilSetAside(cursor)).toBe(Number.POSITIVE_INFINITY);
    cursor.moved(11, 1);
    expect(triesUntilSetAside(cursor)).toBe(5);
  });

  it("never halves its page or dead-letters for events that another system does not accept", () => {
    const cursor = new Cursor(publishing);
    for (let i = 0; i < 100; i += 1) expect(cursor.failed(PAGE, 0)).toBe("retry");
    expect(cursor.limit).toBe(PAGE);
    expect(cursor.waitMs(0)).toBeLessThanOrEqual(5000);
  });
});

import { beforeEach, describe, expect, test } from "vitest";
import type { LiveEvent } from "#features/trpc/live-event.ts";
import { createReceiver, type Receiver } from "#features/trpc/live-receiver.ts";

let gaps: number;
let receiver: Receiver;
let heard: string[];

const eventOf = (id: number): LiveEvent => ({
  id: `event-${String(id)}`,
  position: id,
  type: "order.noted",
  subjectType: "order",
  subjectId: "order-1",
  sequence: id,
  data: {},
  actor: { type: "user", id: "user-1", name: "Ada" },
  transport: "trpc",
  requestId: "request-1",
  at: "2026-01-01T00:00:00.000Z",
});
const tell = (...ids: number[]) => {
  for (const id of ids) receiver.hear({ said: "event", id: String(id), event: eventOf(id) });
};
const listen = (since?: number) =>
  receiver.listen((events) => heard.push(...events.map(({ sequence }) => String(sequence))), since);

beforeEach(() => {
  gaps = 0;
  heard = [];
  receiver = createReceiver({ position: 10, onState: () => undefined, onGap: () => (gaps += 1) });
});

describe("one tab's view of the stream", () => {
  test("events reach a handler in order and once", async () => {
    listen();
    tell(11, 12, 11, 10, 13);
    await expect.poll(() => heard).toEqual(["11", "12", "13"]);
  });

  test("a screen prefetched before it was mounted receives the events in between", async () => {
    listen();
    tell(11, 12, 13);
    await expect.poll(() => heard).toHaveLength(3);
    heard = [];
    listen(11);
    expect(heard).toEqual(["12", "13"]);
    expect(gaps).toBe(0);
  });

  test("a screen older than the kept events is refetched", async () => {
    listen();
    listen(9);
    expect(gaps).toBe(1);
    tell(...Array.from({ length: 501 }, (_, index) => 11 + index));
    await expect.poll(() => heard).toHaveLength(1002);
    listen(11);
    expect(gaps).toBe(1);
    listen(10);
    expect(gaps).toBe(2);
  });

  test("so is one from before a gap in the stream", () => {
    receiver.hear({ said: "state", state: "live", lastId: "20" });
    expect(gaps).toBe(1);
    listen(15);
    expect(gaps).toBe(2);
    listen(20);
    expect(gaps).toBe(2);
  });

  test("events after a position are replayed, together with new ones", async () => {
    listen();
    tell(11, 12, 13);
    await expect.poll(() => heard).toHaveLength(3);
    heard = [];
    expect(receiver.position()).toBe(13);
    receiver.tellAgain(11);
    receiver.tellAgain(12);
    tell(14);
    await expect.poll(() => heard).toEqual(["12", "13", "14"]);
    expect(receiver.position()).toBe(14);
    receiver.tellAgain(9);
    expect(gaps).toBe(1);
  });

  test("a pending event is delivered before a gap causes a refetch", () => {
    listen();
    tell(11);
    receiver.hear({ said: "state", state: "live", lastId: "20" });
    expect(heard).toEqual(["11"]);
    expect(receiver.position()).toBe(20);
  });

  test("after a reset everything is refetched once the stream is connected, and the stream continues from now", async () => {
    listen();
    tell(11);
    receiver.hear({ said: "reset" });
    expect([gaps, receiver.lastId()]).toEqual([0, undefined]);
    receiver.hear({ said: "state", state: "connecting", lastId: undefined });
    expect(gaps).toBe(0);
    receiver.hear({ said: "state", state: "live", lastId: undefined });
    expect(gaps).toBe(1);
    receiver.hear({ said: "state", state: "live", lastId: undefined });
    expect(gaps).toBe(1);
    tell(5_000);
    await expect.poll(() => heard).toEqual(["11", "5000"]);
    expect(receiver.lastId()).toBe("5000");
  });
});

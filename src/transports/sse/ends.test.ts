import { once } from "node:events";
import { connect } from "node:net";
import { EventSource } from "eventsource";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { unavailable } from "#core/kernel/errors.ts";
import { createTestDatabase, type TestDatabase } from "#testing/fixtures/database.ts";
import { EventStreams } from "#testing/fixtures/event-streams.ts";
import { STREAM_PATH } from "./handler.ts";

let database: TestDatabase;
let streams: EventStreams;

beforeAll(async () => {
  database = await createTestDatabase();
  return () => database.drop();
});
beforeEach(async () => {
  streams = await EventStreams.open(database.url);
});
afterEach(() => streams.close());

describe("a stream ends", () => {
  it("when the key is revoked, with the reason", async () => {
    const { heard, opened } = streams.reader("");
    await opened;
    streams.identities.delete("key");
    await expect.poll(() => heard).toMatchObject([{ type: "dropped", data: { code: "auth.required" } }]);
    await expect.poll(() => streams.hub.feed.readers).toBe(0);
  });

  it("when the server stops, with a jittered reconnection time", async () => {
    const answer = await streams.ask();
    const text = answer.text();
    streams.hub.feed.end(() => unavailable(undefined));
    expect(await text).toMatch(/^retry: 2000\n\n(?::\n\n)*retry: [2-5]\d{3}\n\n$/);
  });

  /** A reader on a raw socket that reads on demand. */
  async function lazyReader() {
    const socket = connect({ port: streams.port, host: "127.0.0.1" });
    let text = "";
    socket.on("error", () => {});
    socket.write(`GET ${STREAM_PATH} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer key\r\n\r\n`);
    socket.on("data", (chunk) => (text = (text + chunk.toString()).slice(-2000)));
    await once(socket, "data");
    socket.pause();
    return { socket, text: () => text };
  }

  it("when its reader leaves the socket full for too long, while other readers continue", async () => {
    await streams.listen({ patienceMs: 300 });
    const lazy = await lazyReader();
    const keen = streams.reader("?types=order.placed");
    await keen.opened;
    const order = await streams.place();
    await streams.note(order, 1);
    for (let round = 0; round < 6; round += 1) await streams.burst(3000);
    await expect.poll(() => streams.hub.feed.readers).toBe(1);
    await expect.poll(() => streams.sockets.size).toBe(1); // disconnected, since it does not even read the reason
    expect(keen.source.readyState).toBe(EventSource.OPEN);
    lazy.socket.destroy();
  }, 40_000);

  it("when its reader's queue overflows, with the reason as the last event", async () => {
    const lazy = await lazyReader();
    const order = await streams.place();
    await streams.note(order, 1);
    for (let round = 0; round < 10; round += 1) await streams.burst(3000);
    lazy.socket.resume();
    await once(lazy.socket, "close");
    expect(lazy.text()).toMatch(/event: dropped\ndata: \{"code":"events.reader_too_slow"/);
    expect(streams.hub.feed.readers).toBe(0);
  }, 40_000);

  it("when its reader half-closes, and frees its resources", async () => {
    const half = connect({ port: streams.port, host: "127.0.0.1", allowHalfOpen: true });
    half.resume();
    half.end(`GET ${STREAM_PATH} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer key\r\n\r\n`);
    await once(half, "end");
    half.destroy();
    await expect.poll(() => [streams.hub.feed.readers, streams.sockets.size]).toEqual([0, 0]);
  });

  it("without leaking, a thousand times", async () => {
    await streams.listen({ streamsPerCaller: 1000, standingLookMs: 60_000 });
    for (let round = 0; round < 4; round += 1) {
      const stops = Array.from({ length: 250 }, () => new AbortController());
      const answers = await Promise.all(stops.map(({ signal }) => streams.ask("", { signal })));
      expect(answers.every(({ status }) => status === 200)).toBe(true);
      expect(streams.hub.feed.readers).toBe(250);
      for (const stop of stops) stop.abort();
      await expect.poll(() => streams.hub.feed.readers).toBe(0);
    }
    await expect.poll(() => streams.sockets.size).toBe(0);
    expect(process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length).toBeLessThan(50);
  }, 60_000);
});

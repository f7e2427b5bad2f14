import { Writable } from "node:stream";
import { expect, it } from "vitest";
import { goingAway } from "#core/kernel/errors.ts";
import { pump } from "./pump.ts";

/** Takes one item, then none until released. */
function slowReader() {
  const taken: string[] = [];
  let release = () => {};
  const call = new Writable({
    objectMode: true,
    highWaterMark: 1,
    write(chunk: Buffer, _, done) {
      taken.push(chunk.toString());
      release = done;
    },
  });
  return { call, taken, release: () => release() };
}

async function* endless(produced: number[], ends: unknown[]): AsyncGenerator<object, void> {
  try {
    for (let n = 0; ; n += 1) {
      produced.push(n);
      yield { n };
    }
  } catch (error) {
    ends.push(error);
    throw error;
  }
}

const write = (item: object) => Buffer.from(JSON.stringify(item));

it("a slow reader causes no read-ahead, and one that stops reading is rejected as too slow", async () => {
  const { call, taken } = slowReader();
  const [produced, ends]: [number[], unknown[]] = [[], []];
  const means = { write, patienceMs: 50, left: new AbortController().signal };
  await expect(pump(call, endless(produced, ends), means)).rejects.toMatchObject({ code: "events.reader_too_slow" });
  expect(produced).toEqual([0]);
  expect(taken).toEqual(['{"n":0}']);
  expect(ends).toMatchObject([{ code: "events.reader_too_slow" }]);
});

it("a list that is cut off is rejected with the reason, so that a part never counts as the whole", async () => {
  const { call } = slowReader();
  const leave = new AbortController();
  const pumping = pump(call, endless([], []), { write, patienceMs: 60_000, left: leave.signal });
  await expect.poll(() => call.listenerCount("drain")).toBe(1);
  leave.abort(goingAway());
  await expect(pumping).rejects.toMatchObject({ code: "service.restarting" });
});

it("a disconnect ends it without an error and leaves no listener behind", async () => {
  const { call } = slowReader();
  const leave = new AbortController();
  const pumping = pump(call, endless([], []), { write, patienceMs: 60_000, left: leave.signal });
  await expect.poll(() => call.listenerCount("drain")).toBe(1);
  leave.abort();
  await pumping;
  expect(call.listenerCount("drain")).toBe(0);
});

import { TRPCClientError } from "@trpc/client";
import { afterAll, expect, test } from "vitest";
import type { Said } from "./live-event.ts";
import { createStream, type StreamObserver } from "./live-stream.ts";

const observers: StreamObserver[] = [];
const from: (string | undefined)[] = [];
const said: Said[] = [];
const stop = new AbortController();
let lastId: string | undefined;

afterAll(() => stop.abort());

const refusal = (kind: string, code = "anything") =>
  TRPCClientError.from({ error: { code: -32000, message: code, data: { kind, code } } } as never);

function begin(): Promise<void> {
  observers.length = 0;
  from.length = 0;
  said.length = 0;
  lastId = "7";
  const stream = createStream({
    connect: (id, observer) => {
      from.push(id);
      observers.push(observer);
      return { unsubscribe: () => undefined };
    },
    lastId: () => lastId,
    say: (one) => said.push(one),
  });
  return stream.run(stop.signal);
}

test.each(["internal", "limited", "invalid", "unavailable"])(
  "a stream that ended as %s is reopened at its position",
  async (kind) => {
    void begin();
    lastId = "9";
    observers[0]?.onError(refusal(kind));
    await expect.poll(() => from).toEqual(["7", "9"]);
    expect(said.at(-1)).toMatchObject({ said: "state", state: "connecting" });
  },
);

test("the position is dropped once the server no longer knows it", async () => {
  void begin();
  observers[0]?.onError(refusal("conflict", "events.position_expired"));
  expect(said[0]).toEqual({ said: "reset" });
  await expect.poll(() => from).toHaveLength(2);
});

test.each(["unauthenticated", "forbidden"])("a caller that is %s does not retry", async (kind) => {
  const running = begin();
  observers[0]?.onError(refusal(kind));
  await running;
  expect(from).toHaveLength(1);
});

import type { handleBidiStreamingCall, ServerDuplexStream } from "@grpc/grpc-js";
import { ends, reading, refused, refuseLong, type Served, trailersOf } from "./handlers.ts";
import type { BidiMethod } from "./methods.ts";
import { pump } from "./pump.ts";
import { arrive } from "./visit.ts";
import { encoderOf } from "./wire/encode.ts";

/** A conversation. It ends with the caller, at its longest age, and when the server stops: the caller comes again. */
export function bidiHandler(served: Served, method: BidiMethod): handleBidiStreamingCall<Buffer, Buffer> {
  const read = reading(served.shape);
  const write = encoderOf(served.shape.response);
  const converse = async (call: ServerDuplexStream<Buffer, Buffer>): Promise<void> => {
    const done = served.begin();
    const visit = arrive(served, call);
    const until = ends(served, visit, { isEndless: false });
    try {
      const answers = await method.run(visit, messagesOf(call, visit.left, read));
      call.sendMetadata(trailersOf(visit, {}));
      await pump(call, answers, { write, patienceMs: method.patienceMs, left: visit.left });
      call.end();
    } catch (error) {
      call.emit("error", refused(served, visit, error));
    } finally {
      until();
      done();
    }
  };
  return (call) => void converse(call);
}

/** Rejects when the caller has left or the server stops, and leaves the call open for the reason. */
async function* messagesOf(
  call: ServerDuplexStream<Buffer, Buffer>,
  left: AbortSignal,
  read: (bytes: Buffer) => object,
): AsyncGenerator<object> {
  const messages: AsyncIterator<Buffer> = call.iterator({ destroyOnReturn: false });
  const gone = Promise.withResolvers<undefined>();
  const onLeft = () => gone.resolve(undefined);
  left.addEventListener("abort", onLeft, { once: true });
  try {
    for (;;) {
      left.throwIfAborted();
      const next = messages.next();
      next.catch(() => {}); // rejected when the caller disconnects after the race is over
      const arrived = await Promise.race([next, gone.promise]);
      if (arrived === undefined) continue;
      if (arrived.done === true) return;
      refuseLong(arrived.value);
      yield read(arrived.value);
    }
  } finally {
    left.removeEventListener("abort", onLeft);
  }
}

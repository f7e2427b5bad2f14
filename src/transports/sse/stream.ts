import { setTimeout as sleep } from "node:timers/promises";
import { positionExpired, tooSlow, unknownPosition } from "#core/events/errors.ts";
import { watchEvents } from "#core/events/index.ts";
import type { EventView } from "#core/events/schemas.ts";
import { type HubError, isHubError } from "#core/kernel/errors.ts";
import { isId } from "#core/kernel/ids.ts";
import type { Frame } from "#core/kernel/operation.ts";
import { asHubError } from "#core/runtime/execute.ts";
import type { Caller } from "#transports/gateway/caller.ts";
import { errorTable } from "#transports/shared/error-table.ts";
import type { Wanted } from "./request.ts";
import type { Sink } from "./sink.ts";
import { dropped, type FrameBytes, hello, ping, reset } from "./wire.ts";

export const PING_MS = 15_000;
const RETRY_MS = 2000;
/** Spreads the reconnects after a restart. */
const SPREAD_MS = 3000;

export interface Opened {
  readonly frames: AsyncGenerator<Frame<EventView>>;
  /** Why the reader cannot resume at its position. */
  readonly lost: HubError | undefined;
}

/** Subscribes, or rejects. An unknown position is no error: the stream starts from now on. */
export async function open(caller: Caller, { input, after }: Wanted, signal: AbortSignal): Promise<Opened> {
  const begin = (from: object) => caller.follow(watchEvents, { ...input, ...from }, signal);
  if (after === undefined) return { frames: await begin({}), lost: undefined };
  try {
    if (!isId(after)) throw unknownPosition(after);
    return { frames: await begin({ after }), lost: undefined };
  } catch (error) {
    if (!isHubError(error) || !LOST.has(error.code)) throw error;
    return { frames: await begin({}), lost: error };
  }
}

const LOST: ReadonlySet<string> = new Set([positionExpired.code, unknownPosition.code]);

export interface Means {
  readonly sink: Sink;
  readonly bytes: FrameBytes;
  /** Aborted when the reader has disconnected. */
  readonly signal: AbortSignal;
  /** How long a reader may leave its socket full. Meanwhile it holds one frame, and a bounded queue of shared ones. */
  readonly patienceMs: number;
}

/** Writes until the reader disconnects, is too slow, loses its rights, or the server stops. Never rejects. */
export async function pump({ frames, lost }: Opened, { sink, bytes, signal, patienceMs }: Means): Promise<void> {
  void sink.write(hello(RETRY_MS));
  const timer = setInterval(() => void sink.write(ping), PING_MS);
  try {
    // The reader is subscribed before it is told to reload, so that no event is missed in between.
    let next = frames.next();
    if (lost !== undefined) void sink.write(reset(lost));
    for (;;) {
      const { value, done } = await next;
      if (done === true) break;
      const full = sink.write(bytes(value));
      if (full !== undefined) await untilDrained(full, signal, patienceMs);
      next = frames.next();
    }
    sink.end();
  } catch (error) {
    sink.end(farewell(error));
    await frames.throw(error).catch(() => {}); // records why the stream ended
  } finally {
    clearInterval(timer);
  }
}

export async function untilDrained(full: Promise<void>, signal: AbortSignal, patienceMs: number): Promise<void> {
  const patience = new AbortController();
  const tooLong = sleep(patienceMs, true, { signal: AbortSignal.any([signal, patience.signal]) }).catch(() => false);
  const slow = await Promise.race([full, tooLong]);
  patience.abort();
  if (slow === true) throw tooSlow();
}

/** A stopping server tells its readers to reconnect, each after a random delay. */
function farewell(reason: unknown): Buffer | undefined {
  const error = asHubError(reason);
  if (errorTable[error.kind].sse === "retry") return hello(RETRY_MS + Math.floor(Math.random() * SPREAD_MS));
  return dropped(error);
}

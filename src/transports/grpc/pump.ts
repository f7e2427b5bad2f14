import type { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { tooSlow } from "#core/events/errors.ts";
import { isHubError } from "#core/kernel/errors.ts";

interface Means {
  readonly write: (item: object) => Buffer;
  readonly left: AbortSignal;
  readonly patienceMs: number;
}

type Call = Pick<Writable, "write" | "once" | "off">;

/** Sends with backpressure. Rejects with what ended the stream, unless its reader did. */
export async function pump(call: Call, items: AsyncGenerator<object, void>, means: Means): Promise<void> {
  const { write, left, patienceMs } = means;
  for (;;) {
    const { value, done } = await items.next();
    if (done === true) return;
    if (left.aborted) break;
    if (call.write(write(value))) continue;
    if (await isDrained(call, left, patienceMs)) continue;
    await items.throw(tooSlow()).catch(() => {}); // records the reason
    throw tooSlow();
  }
  await items.return();
  if (isHubError(left.reason)) throw left.reason; // cut off, and not at its end
}

/** False when the reader has left its window full for too long. */
async function isDrained(call: Call, left: AbortSignal, patienceMs: number): Promise<boolean> {
  const over = new AbortController();
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const onEnd = () => resolve(true);
  call.once("drain", onEnd);
  left.addEventListener("abort", onEnd, { once: true });
  const patience = sleep(patienceMs, false, { signal: over.signal }).catch(() => true);
  try {
    return await Promise.race([promise, patience]);
  } finally {
    over.abort();
    call.off("drain", onEnd);
    left.removeEventListener("abort", onEnd);
  }
}

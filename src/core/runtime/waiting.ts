import { type HubError, isHubError, timedOut } from "../kernel/errors.ts";
import type { CallOptions } from "./observed.ts";

type Waiting = Pick<CallOptions, "signal" | "left">;

export function refuseLeft({ signal, left }: Waiting): void {
  if (signal?.aborted === true) throw timedOut();
  if (left?.aborted === true) throw reasonOf(left);
}

const reasonOf = ({ reason }: AbortSignal): HubError => (isHubError(reason) ? reason : timedOut());

/** Stops waiting when the first signal aborts, with its reason; the work continues. */
export function withinDeadline<T>(running: Promise<T>, { signal, left }: Waiting): Promise<T> {
  const signals = [signal, left].filter((each) => each !== undefined);
  if (signals.length === 0) return running;
  return new Promise((resolve, reject) => {
    const ends = signals.map((each) => {
      const onAbort = () => reject(reasonOf(each));
      if (each.aborted) onAbort();
      else each.addEventListener("abort", onAbort, { once: true });
      return () => each.removeEventListener("abort", onAbort);
    });
    running.then(resolve, reject).finally(() => {
      for (const end of ends) end();
    });
  });
}

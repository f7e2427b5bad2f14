import type { LiveEvent, LiveHandler, Said } from "./live-event.ts";
import { createRecentEvents } from "./recent-events.ts";

export interface Receiver {
  hear(said: Said): void;
  /** `since`: the feed position of the handler's data; later events are delivered at once. */
  readonly listen: (handler: LiveHandler, since?: number) => () => void;
  /** Replays events after a position to all handlers. */
  readonly tellAgain: (since: number) => void;
  /** The last event that this tab has received. */
  readonly lastId: () => string | undefined;
  /** The last event delivered to the handlers. */
  readonly position: () => number | undefined;
}

export interface ReceiverOptions {
  /** The feed position at page render: all later events come over the stream. */
  readonly position: number | undefined;
  /** Events were missed: displayed data must be refetched. */
  readonly onGap: () => void;
  readonly onState: (state: "live" | "connecting") => void;
}

const BUNDLE_MS = 100;

/** Drops duplicates and delivers the rest to the handlers in batches. */
export function createReceiver({ position, onState, onGap }: ReceiverOptions): Receiver {
  const handlers = new Set<LiveHandler>();
  // A screen is prefetched on the server before it is mounted; these are the events in between.
  const recent = createRecentEvents(position);
  let last = position === undefined ? undefined : String(position);
  let bundle: LiveEvent[] = [];
  let again: readonly LiveEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isLost = false;

  function deliver(): void {
    clearTimeout(timer);
    timer = undefined;
    const events = [...again, ...recent.add(bundle)];
    [again, bundle] = [[], []];
    if (events.length > 0) for (const handler of handlers) handler(events);
  }

  function take(id: string, event: LiveEvent): void {
    if (last !== undefined && Number(id) <= Number(last)) return;
    last = id;
    bundle.push(event);
    timer ??= setTimeout(deliver, BUNDLE_MS);
  }

  function hearState({ state, lastId }: Extract<Said, { said: "state" }>): void {
    onState(state);
    if (isLost && state === "live") {
      isLost = false;
      onGap();
    }
    if (lastId === undefined || (last !== undefined && Number(lastId) <= Number(last))) return;
    deliver();
    recent.beginAt(Number(lastId));
    if (last !== undefined) onGap();
    last = lastId;
  }

  function forget(): void {
    [last, isLost] = [undefined, true];
    recent.beginAt(undefined);
  }

  return {
    lastId: () => last,
    position: recent.position,
    tellAgain(since) {
      const missed = recent.since(since);
      if (missed === undefined) return onGap();
      if (missed.length > again.length) again = missed;
      timer ??= setTimeout(deliver, BUNDLE_MS);
    },
    listen(handler, since) {
      handlers.add(handler);
      const missed = since === undefined ? [] : recent.since(since);
      if (missed === undefined) onGap();
      else if (missed.length > 0) handler(missed);
      return () => void handlers.delete(handler);
    },
    hear(said) {
      if (said.said === "event") take(said.id, said.event);
      else if (said.said === "state") hearState(said);
      else if (said.said === "reset") forget();
    },
  };
}

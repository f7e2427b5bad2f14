import type { LiveEvent, LiveHandler, Said } from "./live-event.ts";

export interface Receiver {
  hear(said: Said): void;
  /** `since`: where the feed stood when what the handler keeps was read; what came after it is told at once. */
  readonly listen: (handler: LiveHandler, since?: number) => () => void;
  /** The last event that this tab knows of. */
  readonly lastId: () => string | undefined;
}

export interface ReceiverOptions {
  /** Where the feed stood when the page was made: everything after it comes over the stream. */
  readonly position: number | undefined;
  /** Events were missed: whatever is shown should be read again. */
  readonly onGap: () => void;
  readonly onState: (state: "live" | "connecting") => void;
}

const BUNDLE_MS = 100;
const KEPT = 500;

/** Drops what was heard before and hands the rest to the handlers in bundles. */
export function createReceiver({ position, onState, onGap }: ReceiverOptions): Receiver {
  const handlers = new Set<LiveHandler>();
  let last = position === undefined ? undefined : String(position);
  let bundle: LiveEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  // A screen is read on the server before it is mounted here; these are the events in between.
  let kept: LiveEvent[] = [];
  let keptSince = position;
  let isLost = false;

  function deliver(): void {
    const events = bundle;
    kept = [...kept, ...events];
    keptSince = kept.at(-KEPT - 1)?.position ?? keptSince;
    kept = kept.slice(-KEPT);
    bundle = [];
    timer = undefined;
    for (const handler of handlers) handler(events);
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
    kept = [];
    keptSince = Number(lastId);
    if (last !== undefined) onGap();
    last = lastId;
  }

  function forget(): void {
    last = undefined;
    kept = [];
    keptSince = undefined;
    isLost = true;
  }

  function catchUp(handler: LiveHandler, since: number): void {
    if (keptSince === undefined || since < keptSince) return onGap();
    const missed = kept.filter((event) => event.position > since);
    if (missed.length > 0) handler(missed);
  }

  return {
    lastId: () => last,
    listen: (handler, since) => {
      handlers.add(handler);
      if (since !== undefined) catchUp(handler, since);
      return () => void handlers.delete(handler);
    },
    hear(said) {
      if (said.said === "event") take(said.id, said.event);
      else if (said.said === "state") hearState(said);
      else if (said.said === "reset") forget();
    },
  };
}

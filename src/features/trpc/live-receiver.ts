import type { LiveEvent, LiveHandler, LiveOptions, Said } from "./live.ts";

export interface Receiver {
  hear(said: Said): void;
  readonly listen: (handler: LiveHandler) => () => void;
  /** The last event that this tab knows of. */
  readonly lastId: () => string | undefined;
}

interface ReceiverOptions extends Pick<LiveOptions, "position" | "onGap"> {
  readonly onState: (state: "live" | "connecting") => void;
}

const BUNDLE_MS = 100;

/** Drops what was heard before and hands the rest to the handlers in bundles. */
export function createReceiver({ position, onState, onGap }: ReceiverOptions): Receiver {
  const handlers = new Set<LiveHandler>();
  let last = position === undefined ? undefined : String(position);
  let bundle: LiveEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function deliver(): void {
    const events = bundle;
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
    if (lastId === undefined || (last !== undefined && Number(lastId) <= Number(last))) return;
    if (last !== undefined) onGap();
    last = lastId;
  }

  return {
    lastId: () => last,
    listen: (handler) => {
      handlers.add(handler);
      return () => void handlers.delete(handler);
    },
    hear(said) {
      if (said.said === "event") take(said.id, said.event);
      else if (said.said === "state") hearState(said);
    },
  };
}

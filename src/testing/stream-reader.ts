import { EventSource } from "eventsource";
import "#core/catalogue.ts";
import { eventCatalogue } from "#core/kernel/event.ts";
import type { Arrival } from "./arrivals.ts";

const COME_AGAIN_MS = 200;

export interface StreamReader {
  readonly arrived: Arrival[];
  /** How often it had to connect. */
  connections(): number;
  close(): void;
}

/** Reads `/api/v2/events/stream` and never gives up: what an EventSource does not try again is opened anew, from the last id. */
export function readStream(origin: string, key: string): StreamReader {
  const arrived: Arrival[] = [];
  let lastId = "";
  let connections = 0;
  let source: EventSource | undefined;
  let closed = false;

  const asKey: typeof fetch = (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set("authorization", `Bearer ${key}`);
    if (lastId !== "") headers.set("last-event-id", lastId);
    connections += 1;
    return fetch(input, { ...init, headers });
  };

  function open(): void {
    if (closed) return;
    const opened = new EventSource(`${origin}/api/v2/events/stream`, { fetch: asKey });
    source = opened;
    for (const type of eventCatalogue.keys())
      opened.addEventListener(type, ({ lastEventId, data }: MessageEvent<string>) => {
        lastId = lastEventId;
        arrived.push({ value: data });
      });
    opened.addEventListener("error", () => {
      if (opened.readyState === EventSource.CLOSED) setTimeout(open, COME_AGAIN_MS);
    });
  }

  open();
  return {
    arrived,
    connections: () => connections,
    close() {
      closed = true;
      source?.close();
    },
  };
}

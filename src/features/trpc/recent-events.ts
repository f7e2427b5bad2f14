import type { LiveEvent } from "./live-event.ts";

const KEPT = 500;

/** The events that were told last, without a gap behind the position where they begin. */
export function createRecentEvents(begin: number | undefined) {
  let events: LiveEvent[] = [];
  let from = begin;
  return {
    add(told: readonly LiveEvent[]): readonly LiveEvent[] {
      events = [...events, ...told];
      from = events.at(-KEPT - 1)?.position ?? from;
      events = events.slice(-KEPT);
      return told;
    },
    /** What came after a position; nothing when that lies further back than what is kept. */
    since(position: number): readonly LiveEvent[] | undefined {
      if (from === undefined || position < from) return undefined;
      return events.filter((event) => event.position > position);
    },
    beginAt(position: number | undefined): void {
      events = [];
      from = position;
    },
    /** The last one. */
    position: (): number | undefined => events.at(-1)?.position ?? from,
  };
}

import type { LiveEvent } from "./live-event.ts";

const KEPT = 500;

/** The recent events, without gaps after their start position. */
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
    /** The events after a position; none when it is older than the kept ones. */
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

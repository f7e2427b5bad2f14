import { expect } from "vitest";

/** What a reader needs of a CloudEvent to tell repeats apart and to know their order. */
export interface Told {
  readonly id: string;
  readonly subject: string;
  readonly sequence: number;
}

/** A CloudEvent as it came. */
export interface Arrival {
  readonly value: string;
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a wrong shape fails the test that reads it
const toldBy = ({ value }: Arrival) => JSON.parse(value) as Told;

/** Each event at its first arrival: ids that were seen before are repeats. */
export function firstArrivals(entries: readonly Arrival[]): Told[] {
  const backwards = entries.map(toldBy).toReversed();
  return [...new Map(backwards.map((event) => [event.id, event])).values()].toReversed();
}

export function expectOrdered(events: readonly Told[]): void {
  for (const [subject, mine] of Map.groupBy(events, (event) => event.subject)) {
    const sequences = mine.map(({ sequence }) => sequence);
    expect({ subject, sequences }).toEqual({ subject, sequences: sequences.toSorted((a, b) => a - b) });
  }
}

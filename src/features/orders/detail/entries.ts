import type { Outputs } from "#features/trpc/client.ts";

export type Entry = Outputs["orders"]["timeline"]["data"][number];

/** Sequences have no gaps, so entries are contiguous down to the first missing one; 1 is the first. */
export function joined(known: readonly Entry[]): { entries: Entry[]; complete: boolean } {
  const bySequence = new Map(known.map((entry) => [entry.sequence, entry]));
  const newest = Math.max(0, ...bySequence.keys());
  const entries: Entry[] = [];
  for (let sequence = newest; sequence >= 1; sequence -= 1) {
    const entry = bySequence.get(sequence);
    if (entry === undefined) break;
    entries.push(entry);
  }
  return { entries, complete: entries.length === newest };
}

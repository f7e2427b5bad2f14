import { addWorth, type FileDocument, type Refusal, type Worth } from "./document.ts";
import type { ImportMoney, ImportProgress } from "./schemas.ts";

type Count = Exclude<keyof ImportProgress, "money" | "rowsTotal" | "bytes" | "totalBytes">;

/** What one transaction adds to the progress of its import. */
export interface Tally {
  readonly counts: Map<Count, number>;
  readonly file: Worth;
  readonly booked: Worth;
  readonly reported: Worth;
  readonly refusals: Refusal[];
}

export const emptyTally = (): Tally => ({ counts: new Map(), file: {}, booked: {}, reported: {}, refusals: [] });

export function count(tally: Tally, what: Count, by = 1): void {
  tally.counts.set(what, (tally.counts.get(what) ?? 0) + by);
}

/** Counts a document as read; whether it was booked or rejected is counted separately. */
export function countRead(tally: Tally, document: FileDocument): void {
  count(tally, "documents");
  count(tally, "rowsRead", document.state === "read" ? document.rows.length : document.refusals.length);
  addWorth(tally.file, document.worth);
}

export function countRefused(tally: Tally, refusals: readonly Refusal[], worth: Worth): void {
  count(tally, "rowsReported", refusals.length);
  addWorth(tally.reported, worth);
  tally.refusals.push(...refusals);
}

export function progressAfter(progress: ImportProgress, tally: Tally): ImportProgress {
  const counted = [...tally.counts].map(([name, by]) => [name, progress[name] + by]);
  return { ...progress, ...Object.fromEntries(counted), money: moneyAfter(progress.money, tally) };
}

function moneyAfter(money: readonly ImportMoney[], { file, booked, reported }: Tally): ImportMoney[] {
  const before = new Map(money.map((each) => [each.currency, each]));
  const currencies = new Set([...before.keys(), ...[file, booked, reported].flatMap((worth) => Object.keys(worth))]);
  return [...currencies].toSorted().map((currency) => ({
    currency,
    fileMinor: (before.get(currency)?.fileMinor ?? 0) + (file[currency] ?? 0),
    bookedMinor: (before.get(currency)?.bookedMinor ?? 0) + (booked[currency] ?? 0),
    reportedMinor: (before.get(currency)?.reportedMinor ?? 0) + (reported[currency] ?? 0),
  }));
}

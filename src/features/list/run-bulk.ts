export type BulkOutcome<T> = { item: T; failure: string | null };

type BulkOptions<T> = {
  items: readonly T[];
  /** How many run at once; the server makes one transaction of calls that arrive together. */
  width: number;
  /** Null when it worked, else why not. */
  run: (item: T) => Promise<string | null>;
  onProgress: (outcomes: readonly BulkOutcome<T>[]) => void;
};

/** Runs one command per item, a few at once, and goes on when one of them fails. */
export async function runBulk<T>({ items, width, run, onProgress }: BulkOptions<T>): Promise<BulkOutcome<T>[]> {
  const outcomes: BulkOutcome<T>[] = [];
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) {
      outcomes.push({ item, failure: await run(item) });
      onProgress([...outcomes]);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
  return outcomes;
}

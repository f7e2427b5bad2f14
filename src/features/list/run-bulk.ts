export type BulkOutcome<T> = { item: T; failure: string | null };

type BulkOptions<T> = {
  items: readonly T[];
  /** Concurrent calls; the server batches simultaneous calls into one transaction. */
  width: number;
  /** Null on success, else the error. */
  run: (item: T) => Promise<string | null>;
  onProgress: (outcomes: readonly BulkOutcome<T>[]) => void;
};

/** Runs one command per item with limited concurrency, and continues after failures. */
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

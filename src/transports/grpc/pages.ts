interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

interface Hold {
  /** Called when the list ends, whatever ends it. */
  readonly free: () => void;
  /** Rejects once the caller may no longer read. */
  readonly stands: () => Promise<unknown>;
}

/** A page may be read for minutes; whoever reads it still has to be allowed to. */
const LOOK_MS = 2000;

/** Every item of a list, page by page, each once the one before is read. Rejects when the first page is refused. */
export async function readAll<T>(
  read: (cursor?: string) => Promise<Page<T>>,
  { free, stands }: Hold,
): Promise<AsyncGenerator<T, void>> {
  const first = await read().catch((error: unknown) => {
    free();
    throw error;
  });
  return (async function* () {
    try {
      for (let page = first; ; page = await read(page.nextCursor)) {
        yield* whileStanding(page.items, stands);
        if (page.nextCursor === null) return;
      }
    } finally {
      free();
    }
  })();
}

async function* whileStanding<T>(items: readonly T[], stands: Hold["stands"]): AsyncGenerator<T, void> {
  let seenAt = performance.now();
  for (const item of items) {
    if (performance.now() - seenAt > LOOK_MS) {
      await stands();
      seenAt = performance.now();
    }
    yield item;
  }
}

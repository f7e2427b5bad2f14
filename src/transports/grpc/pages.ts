interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/**
 * Every item of a list, page by page, each once the one before is read. Rejects when the first page is refused. `free`
 * is called when the list ends, whatever ends it.
 */
export async function readAll<T>(
  read: (cursor?: string) => Promise<Page<T>>,
  free: () => void,
): Promise<AsyncGenerator<T, void>> {
  const first = await read().catch((error: unknown) => {
    free();
    throw error;
  });
  return (async function* () {
    try {
      for (let page = first; ; page = await read(page.nextCursor)) {
        yield* page.items;
        if (page.nextCursor === null) return;
      }
    } finally {
      free();
    }
  })();
}

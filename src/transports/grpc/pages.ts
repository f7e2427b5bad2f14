interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** Every item of a list, a page at a time, the next once the last is read. Rejects when the first page is refused. */
export async function readAll<T>(read: (cursor?: string) => Promise<Page<T>>): Promise<AsyncGenerator<T, void>> {
  const first = await read();
  return (async function* () {
    for (let page = first; ; page = await read(page.nextCursor)) {
      yield* page.items;
      if (page.nextCursor === null) return;
    }
  })();
}

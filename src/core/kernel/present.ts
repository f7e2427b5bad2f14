type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Drops absent fields, for merging into the current record: absent leaves a field, null empties it. */
export function present<T extends object>(given: T): Present<T> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the entries are those of `given`
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Present<T>;
}

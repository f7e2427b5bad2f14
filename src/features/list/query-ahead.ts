/** A query string that was set here and that the router has not rendered yet. */
export type Ahead = {
  readonly query: string;
  /** What the router may render meanwhile: the one before, and those set one after another since. */
  readonly before: readonly string[];
};

export function aheadOf(ahead: Ahead | null, rendered: string, query: string): Ahead {
  const before = [...new Set([rendered, ...(ahead?.before ?? []), ...(ahead === null ? [] : [ahead.query])])];
  return { query, before: before.filter((each) => each !== query) };
}

/** Over as soon as the router has caught up, or is somewhere else. */
export const isOver = (ahead: Ahead | null, rendered: string): boolean =>
  ahead !== null && !ahead.before.includes(rendered);

import { isNavigating } from "#components/hooks/pending-navigation.ts";

/** Safari rejects more than a hundred history entries in half a minute: what is typed is written at this pace. */
const PACE_MS = 100;

let queued: { readonly over: string; readonly query: string } | undefined;
let lastAtMs = Number.NEGATIVE_INFINITY;

/** The query string as it will be when what is queued has been written. */
export function currentQuery(): URLSearchParams {
  return new URLSearchParams(queued?.over === location.href ? queued.query : location.search);
}

function write(query: string, how: "push" | "replace"): void {
  // A comma needs no escaping in a query string, and lists stay readable.
  const search = query === "" ? "" : `?${query.replaceAll("%2C", ",")}`;
  const url = `${location.pathname}${search}${location.hash}`;
  // Next.js observes both methods and renders `useSearchParams` again.
  if (how === "push") history.pushState(null, "", url);
  else history.replaceState(null, "", url);
}

/** Dropped when something else has navigated, or does: to Next.js a written URL replaces a pending navigation. */
function flush(): void {
  const waiting = queued;
  queued = undefined;
  if (waiting?.over !== location.href || isNavigating()) return;
  lastAtMs = performance.now();
  write(waiting.query, "replace");
}

/** Replaces the query string, at once or, if that was done just now, a moment later; a new history entry is immediate. */
export function writeQuery(next: URLSearchParams, how: "push" | "replace" = "replace"): void {
  const query = next.toString();
  if (how === "push") {
    queued = undefined;
    write(query, "push");
    return;
  }
  const isQueued = queued?.over === location.href;
  queued = { over: location.href, query };
  const restMs = PACE_MS - (performance.now() - lastAtMs);
  if (restMs <= 0) flush();
  else if (!isQueued) setTimeout(flush, restMs);
}

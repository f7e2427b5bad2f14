import type { QueryCache } from "@tanstack/react-query";
import type { Receiver } from "./live-receiver.ts";

/**
 * A response is as old as its request, and inactive queries are not kept current. So events since then are replayed
 * after the response, or on activation.
 */
export function tellAnswers(cache: QueryCache, live: Pick<Receiver, "position" | "tellAgain">): () => void {
  const readAt = new Map<string, number>();
  const note = (hash: string) => {
    const position = live.position();
    if (position === undefined) readAt.delete(hash);
    else readAt.set(hash, position);
  };
  const tell = (hash: string) => {
    const position = readAt.get(hash);
    if (position !== undefined && position !== live.position()) live.tellAgain(position);
  };
  return cache.subscribe((event) => {
    const { queryHash: hash, state } = event.query;
    const observers = event.query.getObserversCount();
    if (event.type === "updated") {
      const { action } = event;
      if (action.type === "fetch") note(hash);
      else if (action.type === "success" && action.manual !== true) tell(hash);
    } else if (event.type === "observerRemoved") {
      if (observers === 0 && state.fetchStatus === "idle") note(hash);
    } else if (event.type === "observerAdded") {
      if (observers === 1 && state.data !== undefined) tell(hash);
    } else if (event.type === "removed") readAt.delete(hash);
  });
}

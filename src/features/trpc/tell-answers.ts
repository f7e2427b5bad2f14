import type { QueryCache } from "@tanstack/react-query";
import type { Receiver } from "./live-receiver.ts";

/**
 * An answer is as old as its question, and what nobody looks at is not kept up to date. So what has happened since is
 * told again once the answer is there, or somebody looks.
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

import { createContext, use, useEffect, useEffectEvent } from "react";
import { setLiveState } from "#features/shell/live-state.ts";
import type { LiveHandler, Said } from "./live-event.ts";
import { createReceiver, type Receiver, type ReceiverOptions } from "./live-receiver.ts";
import { type Connect, createStream } from "./live-stream.ts";

export interface Live extends Pick<Receiver, "listen" | "tellAgain" | "position"> {
  /** Starts receiving; returns a function that stops it. */
  start(): () => void;
}

interface LiveOptions extends Omit<ReceiverOptions, "onState"> {
  readonly connect: Connect;
}

const NAME = "crossdock.live";

/**
 * One stream per browser, not per tab: HTTP/1.1 allows a browser six connections per host. The tab that holds the lock
 * reads the stream and broadcasts it; when it closes, the next one resumes after the last event received.
 */
export function createLive(options: LiveOptions): Live {
  const receiver = createReceiver({ ...options, onState: setLiveState });
  return {
    ...receiver,
    start() {
      const channel = new BroadcastChannel(NAME);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel never leaves its origin
      const broadcast = (said: Said) => channel.postMessage(said);
      const stopped = new AbortController();
      const stream = createStream({
        connect: options.connect,
        lastId: receiver.lastId,
        say: (said) => {
          receiver.hear(said);
          broadcast(said);
        },
      });
      channel.addEventListener("message", ({ data }: MessageEvent<Said>) => {
        if (data.said === "hello") stream.repeatState();
        else receiver.hear(data);
      });
      broadcast({ said: "hello" });
      void lead(stopped.signal, () => stream.run(stopped.signal));
      return () => {
        stopped.abort();
        channel.close();
      };
    },
  };
}

/** Web Locks exist in secure contexts only; elsewhere every tab reads its own stream, and ids remove duplicates. */
async function lead(signal: AbortSignal, run: () => Promise<void>): Promise<void> {
  if (navigator.locks === undefined) return run();
  await navigator.locks.request(NAME, { signal }, run).catch(() => {}); // rejects only when the wait is aborted
}

export const LiveContext = createContext<Live | undefined>(undefined);
export const LiveSinceContext = createContext<number | undefined>(undefined);

/**
 * Calls the handler with the events since the prefetch, then with live ones, at most ten times a second. Duplicates are
 * possible.
 */
export function useLive(handler: LiveHandler): void {
  const live = use(LiveContext);
  const since = use(LiveSinceContext);
  const onEvents = useEffectEvent(handler);
  useEffect(() => live?.listen((events) => onEvents(events), since), [live, since]);
}

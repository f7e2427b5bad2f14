import type { TRPCConnectionState } from "@trpc/client/unstable-internals";
import type { Kind } from "#core/kernel/errors.ts";
import type { TrpcError } from "./client.ts";
import type { LiveEvent, Said } from "./live-event.ts";

export interface StreamObserver {
  onData: (item: { id: string; data: LiveEvent }) => void;
  onConnectionStateChange: (state: TRPCConnectionState<TrpcError>) => void;
  onError: (error: TrpcError) => void;
}

export type Connect = (lastEventId: string | undefined, observer: StreamObserver) => { unsubscribe: () => void };

interface StreamOptions {
  readonly connect: Connect;
  readonly lastId: () => string | undefined;
  readonly say: (said: Exclude<Said, { said: "hello" }>) => void;
}

/** Authorization errors are permanent; every other error is worth a retry. */
const FINAL: ReadonlySet<string> = new Set<Kind>(["unauthenticated", "forbidden"]);

/** The position is no longer valid. */
const LOST: ReadonlySet<string> = new Set(["events.position_expired", "events.unknown_position"]);

const FIRST_REST_MS = 500;
const LONGEST_REST_MS = 10_000;

/** Keeps one subscription alive: tRPC reconnects a broken one, this reopens one that the server rejected. */
export function createStream({ connect, lastId, say }: StreamOptions) {
  let state: "live" | "connecting" | undefined;
  const tell = (next: "live" | "connecting") => {
    state = next;
    say({ said: "state", state, lastId: lastId() });
  };

  /** Resolves when the subscription has ended; true when it is worth a retry. */
  function once(signal: AbortSignal, onLive: () => void): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (again: boolean) => {
        subscription.unsubscribe();
        resolve(again);
      };
      signal.addEventListener("abort", () => end(false), { once: true });
      const subscription = connect(lastId(), {
        onData: ({ id, data }) => say({ said: "event", id, event: data }),
        onConnectionStateChange: ({ state: connection }) => {
          if (connection === "pending") onLive();
          tell(connection === "pending" ? "live" : "connecting");
        },
        onError: (error) => {
          if (LOST.has(error.data?.code ?? "")) say({ said: "reset" });
          end(!FINAL.has(error.data?.kind ?? ""));
        },
      });
    });
  }

  return {
    /** For a new tab; a tab without the stream stays silent. */
    repeatState(): void {
      if (state !== undefined) tell(state);
    },
    async run(signal: AbortSignal): Promise<void> {
      let restMs = FIRST_REST_MS;
      while (!signal.aborted) {
        const again = await once(signal, () => {
          restMs = FIRST_REST_MS;
        });
        if (!again) break;
        tell("connecting");
        await rest(restMs, signal);
        restMs = Math.min(LONGEST_REST_MS, restMs * 2);
      }
      state = undefined;
    },
  };
}

function rest(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

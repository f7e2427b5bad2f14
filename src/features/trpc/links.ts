import {
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  retryLink,
  splitLink,
  type TRPCClientError,
  type TRPCLink,
} from "@trpc/client";
import { observable, tap } from "@trpc/server/observable";
import { noteAnswer } from "#features/shell/connection.ts";
import type { AppRouter } from "#transports/trpc/router.ts";
import { newKey } from "./key.ts";
import { askForProof } from "./proof.ts";
import { isWorthAnotherTry, retryDelayMs } from "./query-client.ts";
import { signInAgain } from "./sign-in-again.ts";

const url = "/api/trpc";
const TRIES = 4;
const LONGEST_URL = 6000;
const LARGEST_BATCH = 20;

/** Every mutation gets an idempotency key before its first attempt, so that a retry has no second effect. */
const keyLink: TRPCLink<AppRouter> =
  () =>
  ({ op, next }) =>
    next({ ...op, context: { ...op.context, idempotencyKey: op.context.idempotencyKey ?? newKey() } });

/** An unauthenticated error of any request leads to sign-in. */
const sessionLink: TRPCLink<AppRouter> =
  () =>
  ({ op, next }) =>
    next(op).pipe(
      tap({
        error: ({ data }) => {
          if (data?.kind === "unauthenticated") signInAgain();
        },
      }),
    );

/** A command that asks for a fresh proof is sent again once it was given. */
const proofLink: TRPCLink<AppRouter> =
  () =>
  ({ op, next }) =>
    observable((observer) => {
      let running = next(op).subscribe({
        ...observer,
        error(error) {
          if (error.data?.code !== "auth.proof_needed") return observer.error(error);
          void askForProof().then((given) => {
            if (given) running = next(op).subscribe(observer);
            else observer.error(error);
          });
        },
      });
      return () => running.unsubscribe();
    });

/** Whether there was any response. */
const connectionLink: TRPCLink<AppRouter> =
  () =>
  ({ op, next }) =>
    next(op).pipe(
      tap({
        next: () => noteAnswer(true),
        error: (error) => {
          if (wasAborted(error)) return;
          noteAnswer(error.data !== undefined && error.data !== null);
        },
      }),
    );

const wasAborted = ({ cause }: TRPCClientError<AppRouter>): boolean => cause?.name === "AbortError";

const mutationLinks: TRPCLink<AppRouter>[] = [
  keyLink,
  retryLink({
    retry: ({ error, attempts }) => navigator.onLine && attempts < TRIES && isWorthAnotherTry(error),
    retryDelayMs: (attempts) => retryDelayMs(attempts),
  }),
  httpLink({ url, headers: ({ op }) => ({ "idempotency-key": String(op.context.idempotencyKey) }) }),
];

/** Their input may exceed the URL limit: it is sent in the body. */
const LONG_QUERIES: ReadonlySet<string> = new Set(["inbound.previewMapping"]);

const queryLinks: TRPCLink<AppRouter> = splitLink({
  condition: ({ path }) => LONG_QUERIES.has(path),
  true: httpLink({ url, methodOverride: "POST" }),
  false: httpBatchLink({ url, maxURLLength: LONGEST_URL, maxItems: LARGEST_BATCH }),
});

/** Subscriptions over SSE, mutations unbatched with their key, simultaneous queries batched. */
export const createLinks = (): TRPCLink<AppRouter>[] => [
  sessionLink,
  proofLink,
  splitLink({
    condition: (op) => op.type === "subscription",
    true: httpSubscriptionLink({ url }),
    false: splitLink({
      condition: (op) => op.type === "mutation",
      true: [connectionLink, ...mutationLinks],
      false: [connectionLink, queryLinks],
    }),
  }),
];

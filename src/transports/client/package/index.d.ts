import type { TRPCClient, TRPCClientError } from "@trpc/client";
import type { AppRouter } from "./router.js";

export type * from "./router.js";

export interface CrossdockClientOptions {
  /** Base URL of the hub: `https://hub.example.com`. */
  url: string | URL;
  /** An API key, or a function that returns one for each request. */
  token?: string | (() => string | Promise<string>);
  /** Another fetch implementation, for proxies and tests. */
  fetch?: typeof globalThis.fetch;
  /** Calls made in the same tick are batched, at most this many per request (20 at most). */
  batch?: number;
}

export type CrossdockClient = TRPCClient<AppRouter>;
/** Every error: `data.kind` is its category, `data.code` the exact code, `message` may be shown to users. */
export type CrossdockError = TRPCClientError<AppRouter>;

/**
 * A client of a hub. Subscriptions resume behind the last item they have seen, over any loss of the connection:
 * ```ts
 * const hub = createCrossdockClient({ url: "https://hub.example.com", token: process.env.CROSSDOCK_KEY });
 * const { order } = await hub.orders.place.mutate({ channel: "web", lines: [{ sku: "MUG", quantity: 1 }] }, idempotent("po-17"));
 * const watching = hub.orders.watch.subscribe({}, { onData: ({ data }) => console.log(data) });
 * ```
 */
export function createCrossdockClient(options: CrossdockClientOptions): CrossdockClient;

/** Options of an idempotent mutation: repeated calls with this key run once; without one, a new key is generated. */
export function idempotent(key?: string): { context: { idempotencyKey: string } };

export function isCrossdockError(error: unknown): error is CrossdockError;

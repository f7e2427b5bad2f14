import type { TRPCClient, TRPCClientError } from "@trpc/client";
import type { AppRouter } from "./router.js";

export type * from "./router.js";

export interface CrossdockClientOptions {
  /** Where the hub is: `https://hub.example.com`. */
  url: string | URL;
  /** An API key, or what gives one for each request. */
  token?: string | (() => string | Promise<string>);
  /** Another fetch, for proxies and tests. */
  fetch?: typeof globalThis.fetch;
  /** Calls that are made at the same moment travel together, at most so many (20 is the most). */
  batch?: number;
}

export type CrossdockClient = TRPCClient<AppRouter>;
/** Every refusal: `data.kind` says how to react, `data.code` what it was, `message` may be shown to people. */
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

/** The options of a mutation that happens once, however often it is called with this key; without one, with a new key. */
export function idempotent(key?: string): { context: { idempotencyKey: string } };

export function isCrossdockError(error: unknown): error is CrossdockError;

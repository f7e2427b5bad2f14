import type { TRPCError } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { type HubError, invalid, isHubError } from "#core/kernel/errors.ts";
import { JsonFault, MAX_JSON_DEPTH, refuseInexact } from "#core/kernel/json.ts";
import { asHubError } from "#core/runtime/execute.ts";
import type { Caller } from "#transports/gateway/caller.ts";
import type { Gateway } from "#transports/gateway/gateway.ts";
import { type HttpArrival, httpKnock } from "#transports/shared/http-knock.ts";
import { unreadableBody } from "#transports/shared/http-refusal.ts";
import { idempotencyKeyFrom } from "#transports/shared/idempotency-key.ts";
import { hubErrorOf, type TrpcContext } from "./init.ts";
import { appRouter } from "./router.ts";

export const TRPC_ENDPOINT = "/api/trpc";
const LARGEST_BATCH = 20;
/** What is refused before a procedure is called is recorded under this name. */
const DOOR = { name: "trpc.request", kind: "query" } as const;
/** A batch wraps the inputs of its calls. */
const CALL_LEVELS = 1;

/** Authenticates an API key or a same-site session. Every call of a batch counts, before the body is read. */
export function enterTrpc(gateway: Gateway, request: Request, arrival: HttpArrival): Promise<Caller> {
  const calls = callsIn(new URL(request.url).pathname);
  return gateway.enter(httpKnock(request, { ...arrival, transport: "trpc", calls }));
}

/** The number of calls in a batch, counted as tRPC does: an encoded comma separates names too. */
const callsIn = (path: string): number => path.slice(TRPC_ENDPOINT.length + 1).split(/,|%2c/i).length;

/** The tRPC transport as one fetch function. */
export async function handleTrpc(request: Request, caller: Caller): Promise<Response> {
  const unreadable = caller.refusal === undefined ? faultIn(await inputOf(request)) : undefined;
  return fetchRequestHandler({
    endpoint: TRPC_ENDPOINT,
    req: request,
    router: appRouter,
    maxBatchSize: LARGEST_BATCH,
    // Some queries are longer than a URL may be, such as the preview of a mapping.
    allowMethodOverride: true,
    createContext: ({ info }): TrpcContext => {
      if (unreadable !== undefined) return { caller, fault: unreadable };
      try {
        return { caller, idempotencyKey: keyOf(request, info.calls.length) };
      } catch (error) {
        return { caller, fault: asHubError(error) };
      }
    },
    onError({ error, ctx }) {
      if (!isHubError(error.cause)) ctx?.caller.record(DOOR, hubErrorOf(error)); // tRPC's own: no operation was called
    },
    responseMeta: ({ errors }) => ({ headers: metaHeaders(errors) }),
  });
}

/** The JSON of all calls; undefined where there is none. */
async function inputOf(request: Request): Promise<string | undefined> {
  if (request.method === "GET") return new URL(request.url).searchParams.get("input") ?? undefined;
  const isJson = request.headers.get("content-type")?.startsWith("application/json") === true;
  return isJson ? request.clone().text() : undefined;
}

/** tRPC's own parser would silently round long numbers. */
function faultIn(json: string | undefined): HubError | undefined {
  try {
    if (json !== undefined) refuseInexact(json, { depth: MAX_JSON_DEPTH + CALL_LEVELS });
    return undefined;
  } catch (error) {
    if (error instanceof JsonFault) return unreadableBody(error.message, error.pointer);
    throw error;
  }
}

function keyOf({ headers }: Request, calls: number): string | undefined {
  const key = idempotencyKeyFrom(headers.get("idempotency-key"));
  if (key === undefined || calls === 1) return key;
  throw invalid([{ detail: "An idempotency key belongs to one call: send such calls one by one, not as a batch." }]);
}

function metaHeaders(errors: readonly TRPCError[]): Headers {
  const headers = new Headers({ "cache-control": "no-store" });
  const waits = errors.flatMap((error) => hubErrorOf(error).retryAfterS ?? []);
  if (waits.length > 0) headers.set("retry-after", String(Math.max(...waits)));
  return headers;
}

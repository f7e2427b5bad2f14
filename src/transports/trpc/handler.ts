import type { TRPCError } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { asHubError } from "#core/execute.ts";
import type { Hub } from "#core/hub.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { type HubError, invalid, isHubError } from "#core/kernel/errors.ts";
import { JsonFault, MAX_JSON_DEPTH, refuseInexact } from "#core/kernel/json.ts";
import type { Door, Knock } from "#transports/shared/door.ts";
import { unreadableBody } from "#transports/shared/http-refusal.ts";
import { idempotencyKeyFrom } from "#transports/shared/idempotency-key.ts";
import type { Identify } from "#transports/shared/identity.ts";
import type { RequestContext } from "#transports/shared/request-context.ts";
import { hubErrorOf, type TrpcContext } from "./init.ts";
import { appRouter } from "./router.ts";

export const TRPC_ENDPOINT = "/api/trpc";
const LARGEST_BATCH = 20;
/** A batch lies around the inputs of its calls. */
const CALL_LEVELS = 1;

export interface TrpcDeps {
  readonly hub: Hub;
  readonly identify: Identify;
  /** An API key; or the session of a page of ours, for reads as for writes. */
  readonly door: Door;
}

/** Who was let in, or why nobody was. */
export type Caller = Actor | HubError;

/** Every call of a batch is charged, before the body is read. */
export async function callerOf(
  { door }: TrpcDeps,
  { headers, url }: Request,
  knock: Pick<Knock, "incoming" | "onCharged">,
): Promise<Caller> {
  const calls = new URL(url).pathname.slice(TRPC_ENDPOINT.length + 1).split(",").length;
  try {
    return (await door.enter({ ...knock, headers, calls })).actor;
  } catch (error) {
    return asHubError(error);
  }
}

/** The tRPC transport as one fetch function. */
export async function handleTrpc(
  deps: TrpcDeps,
  request: Request,
  { caller: known, ...context }: RequestContext & { readonly caller: Caller },
): Promise<Response> {
  const { hub, identify, door } = deps;
  const caller = isHubError(known) ? known : (faultIn(await inputOf(request)) ?? known);
  return fetchRequestHandler({
    endpoint: TRPC_ENDPOINT,
    req: request,
    router: appRouter,
    maxBatchSize: LARGEST_BATCH,
    // Some questions are longer than an address may be, such as what a mapping makes of a pasted message.
    allowMethodOverride: true,
    createContext: ({ info }): TrpcContext => {
      const common = { ...context, hub, idempotencyKey: undefined };
      if (isHubError(caller)) return { ...common, caller };
      const identifyAgain = async () => (await identify(request.headers))?.actor;
      try {
        const idempotencyKey = keyOf(request, info.calls.length);
        return { ...common, caller, idempotencyKey, identifyAgain, stream: () => door.stream(caller) };
      } catch (error) {
        return { ...common, caller: asHubError(error) };
      }
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

/** tRPC parses by itself, and would round a long number without a word. */
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

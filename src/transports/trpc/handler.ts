import type { TRPCError } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { asHubError } from "#core/execute.ts";
import type { Hub } from "#core/hub.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { type HubError, invalid } from "#core/kernel/errors.ts";
import { JsonFault, MAX_JSON_DEPTH, refuseInexact } from "#core/kernel/json.ts";
import { unreadableBody } from "#transports/shared/http-refusal.ts";
import { idempotencyKeyFrom } from "#transports/shared/idempotency-key.ts";
import { type Identify, refuseCrossSite } from "#transports/shared/identity.ts";
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
  /** Origin of PUBLIC_URL. */
  readonly publicOrigin: string;
}

/** The tRPC transport as one fetch function, for the HTTP front and for Next's route handler. */
export async function handleTrpc(deps: TrpcDeps, request: Request, context: RequestContext): Promise<Response> {
  const fault = faultIn(await inputOf(request));
  return fetchRequestHandler({
    endpoint: TRPC_ENDPOINT,
    req: request,
    router: appRouter,
    maxBatchSize: LARGEST_BATCH,
    // Some questions are longer than an address may be, such as what a mapping makes of a pasted message.
    allowMethodOverride: true,
    createContext: async ({ info }): Promise<TrpcContext> => {
      const identifyAgain = () => callerOf(deps, request);
      try {
        const idempotencyKey = keyOf(request, info.calls.length);
        const actor = await callerOf(deps, request);
        const caller = actor === undefined ? undefined : (fault ?? actor);
        return { ...context, hub: deps.hub, caller, idempotencyKey, identifyAgain };
      } catch (error) {
        return { ...context, hub: deps.hub, caller: asHubError(error), idempotencyKey: undefined };
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

async function callerOf({ identify, publicOrigin }: TrpcDeps, request: Request): Promise<Actor | undefined> {
  const identity = await identify(request.headers);
  if (identity?.by === "session" && request.method !== "GET") refuseCrossSite(request.headers, publicOrigin);
  return identity?.actor;
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

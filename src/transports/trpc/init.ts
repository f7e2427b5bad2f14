import { initTRPC, TRPCError } from "@trpc/server";
import type { TRPC_ERROR_CODE_KEY } from "@trpc/server";
import type { Hub } from "#core/hub.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { HubError, internal, isHubError, kinds, unauthenticated } from "#core/kernel/errors.ts";
import { errorTable } from "#transports/shared/error-table.ts";
import type { RequestContext } from "#transports/shared/request-context.ts";

export interface TrpcContext extends RequestContext {
  readonly hub: Hub;
  /** Or why there is none; undefined when the request claims no identity. */
  readonly caller: Actor | HubError | undefined;
  readonly idempotencyKey: string | undefined;
  /** Asks anew who the caller is, for streams that outlive a session; absent where the caller is one of our own. */
  readonly identifyAgain?: (() => Promise<Actor | undefined>) | undefined;
  /** Takes a place for a stream and answers how to give it back; absent as above. */
  readonly stream?: (() => () => void) | undefined;
}

const PING_MS = 15_000;

const t = initTRPC.context<TrpcContext>().create({
  sse: { ping: { enabled: true, intervalMs: PING_MS }, client: { reconnectAfterInactivityMs: 2.5 * PING_MS } },
  errorFormatter: ({ shape, error, ctx, path }) => {
    const failure = hubErrorOf(error);
    const { kind, code, errors, details, retryAfterS } = failure;
    const httpStatus = isHubError(error.cause) ? errorTable[kind].http : shape.data.httpStatus;
    const requestId = ctx?.requestId;
    return {
      code: shape.code,
      message: failure.message,
      data: { httpStatus, path, kind, code, errors, details, retryAfterS, requestId },
    };
  },
});

/** tRPC tells clients by its own codes, so every failure is turned into its twin; ours travels as the cause. */
export function asTrpcError(error: unknown): TRPCError {
  const failure = isHubError(error) ? error : internal(error);
  return new TRPCError({ code: errorTable[failure.kind].trpc, message: failure.message, cause: failure });
}

/** What tRPC itself refuses (an unknown path, a body that is no JSON) in our words. */
export function hubErrorOf(error: TRPCError): HubError {
  if (isHubError(error.cause)) return error.cause;
  const kind = kindOf(error.code);
  if (kind === "internal") return internal(error.cause ?? error);
  return new HubError({ kind, code: `request.${error.code.toLowerCase()}`, message: error.message });
}

function kindOf(code: TRPC_ERROR_CODE_KEY) {
  const kind = kinds.find((each) => errorTable[each].trpc === code);
  return kind ?? (code === "INTERNAL_SERVER_ERROR" ? "internal" : "invalid");
}

export const { router, createCallerFactory } = t;

export const procedure = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (!result.ok && isHubError(result.error.cause)) throw asTrpcError(result.error.cause);
  return result;
});

export function actorOf({ caller }: TrpcContext): Actor {
  if (caller === undefined) throw unauthenticated();
  if (isHubError(caller)) throw caller;
  return caller;
}

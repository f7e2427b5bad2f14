import { initTRPC, TRPCError } from "@trpc/server";
import type { TRPC_ERROR_CODE_KEY } from "@trpc/server";
import { HubError, internal, isHubError, kinds } from "#core/kernel/errors.ts";
import type { AnyOperation } from "#core/kernel/operation.ts";
import type { Caller } from "#transports/gateway/caller.ts";
import { errorTable } from "#transports/shared/error-table.ts";

export interface TrpcContext {
  readonly caller: Caller;
  readonly idempotencyKey?: string | undefined;
  /** Errors of the request as a whole. */
  readonly fault?: HubError | undefined;
}

const PING_MS = 15_000;

const t = initTRPC.context<TrpcContext>().create({
  sse: { ping: { enabled: true, intervalMs: PING_MS }, client: { reconnectAfterInactivityMs: 2.5 * PING_MS } },
  errorFormatter: ({ shape, error, ctx, path }) => {
    const failure = hubErrorOf(error);
    const { kind, code, errors, details, retryAfterS } = failure;
    const httpStatus = isHubError(error.cause) ? errorTable[kind].http : shape.data.httpStatus;
    const requestId = ctx?.caller.requestId;
    return {
      code: shape.code,
      message: failure.message,
      data: { httpStatus, path, kind, code, errors, details, retryAfterS, requestId },
    };
  },
});

/** tRPC has its own error codes, so every error is converted; ours is the cause. */
export function asTrpcError(error: unknown): TRPCError {
  const failure = isHubError(error) ? error : internal(error);
  return new TRPCError({ code: errorTable[failure.kind].trpc, message: failure.message, cause: failure });
}

/** Errors of tRPC itself (an unknown path, invalid JSON) in our error format. */
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

/** An authentication error precedes any error of the payload. */
export function callerOf({ caller, fault }: TrpcContext, operation: Pick<AnyOperation, "name" | "kind">): Caller {
  if (fault !== undefined && caller.refusal === undefined) caller.reject(operation, fault);
  return caller;
}

import { newId } from "#core/kernel/ids.ts";
import { traceFrom } from "#core/runtime/tracing.ts";

/** The metadata of a request in every transport. */
export interface RequestContext {
  readonly requestId: string;
  /** W3C trace context: the request's `traceparent`. */
  readonly trace: string | undefined;
}

const REQUEST_ID = /^[\w.:+/=-]{1,128}$/;

/** The caller's own id when it is safe to log and to echo, else a new one. */
export const requestIdFrom = (given: string | null | undefined): string =>
  typeof given === "string" && REQUEST_ID.test(given) ? given : newId();

export function requestContextFrom(headers: Headers): RequestContext {
  return { requestId: requestIdFrom(headers.get("x-request-id")), trace: traceFrom(headers.get("traceparent")) };
}

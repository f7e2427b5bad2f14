import { newId } from "#core/kernel/ids.ts";

/** What every transport knows of a request besides its content. */
export interface RequestContext {
  readonly requestId: string;
  /** W3C trace context: the `traceparent` that came with the request. */
  readonly trace: string | undefined;
}

const REQUEST_ID = /^[\w.:+/=-]{1,128}$/;
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The caller's own id when it is safe to log and to echo, else a new one. */
export const requestIdFrom = (given: string | null | undefined): string =>
  typeof given === "string" && REQUEST_ID.test(given) ? given : newId();

export const traceFrom = (given: string | null | undefined): string | undefined =>
  typeof given === "string" && TRACEPARENT.test(given) ? given : undefined;

export function requestContextFrom(headers: Headers): RequestContext {
  return { requestId: requestIdFrom(headers.get("x-request-id")), trace: traceFrom(headers.get("traceparent")) };
}

import type { IncomingMessage, ServerResponse } from "node:http";
import { pathFault } from "#transports/shared/canonical-path.ts";
import { HttpRefusal, wrongAddress } from "#transports/shared/http-refusal.ts";
import { problemOf } from "#transports/shared/problem.ts";
import { requestIdFrom } from "#transports/shared/request-context.ts";

const METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
const UNREAD = { connection: "close" };

/**
 * Responses before the body is read and before any transport or page: the server as a whole (`OPTIONS *`), unsupported
 * methods, and non-canonical paths.
 */
export function answeredEarly(request: IncomingMessage, response: ServerResponse): boolean {
  const { method, url = "/" } = request;
  if (method === "OPTIONS" && url === "*") {
    response.writeHead(204, { allow: METHODS, "cache-control": "no-store", ...UNREAD }).end();
    return true;
  }
  const refusal = refusalOf(method, url);
  if (refusal === undefined) return false;
  const requestId = requestIdFrom(request.headers["x-request-id"]?.toString());
  const { status, headers, body } = problemOf(refusal, { problemBase: "/problems", instance: "/", requestId });
  const more = { "x-content-type-options": "nosniff", "x-request-id": requestId, ...UNREAD };
  response.writeHead(status, { ...headers, ...more }).end(method === "HEAD" ? undefined : body);
  return true;
}

function refusalOf(method: string | undefined, url: string): unknown {
  if (method === "TRACE")
    return new HttpRefusal("request.method_not_allowed", `This address takes ${METHODS}.`, { allow: METHODS });
  const fault = pathFault(url);
  return fault === undefined ? undefined : wrongAddress(fault);
}

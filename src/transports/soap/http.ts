import type { IncomingMessage } from "node:http";
import { isHubError } from "#core/kernel/errors.ts";
import type { Gateway } from "#transports/gateway/gateway.ts";
import { type Charged, limitHeaders } from "#transports/gateway/limits.ts";
import { readBody } from "#transports/shared/body.ts";
import { corsHeaders, preflightHeaders } from "#transports/shared/cors.ts";
import { httpKnock } from "#transports/shared/http-knock.ts";
import { wrongHeader, HttpRefusal } from "#transports/shared/http-refusal.ts";
import { idempotencyKeyFrom } from "#transports/shared/idempotency-key.ts";
import { isPrivateLine } from "#transports/shared/private-line.ts";
import { responseOf } from "../rest/answer.ts";
import { envelope, faultOf, type SoapAnswer } from "./fault.ts";
import { relatesTo } from "./message/addressing.ts";
import { SOAP11, SOAP12, type Version } from "./message/namespaces.ts";
import { MESSAGE_BOUNDS, readRequest, type SoapRequest } from "./request.ts";
import { service } from "./schema/described.ts";
import { wsdl } from "./schema/wsdl.ts";

export const SOAP_PATH = "/api/soap";
const ALLOW = "GET, HEAD, POST, OPTIONS";

export interface SoapDeps {
  readonly gateway: Gateway;
  readonly publicUrl: string;
  readonly corsOrigins: readonly string[];
  readonly trustProxyHops?: number | undefined;
  /** Reports what failed outside of an operation, which records its own. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

interface Exchange {
  readonly request: Request;
  readonly incoming: IncomingMessage | undefined;
  readonly version: Version;
}

/** SOAP over HTTP as one fetch function: the description by GET, calls by POST. */
export function createSoap({ gateway, publicUrl, corsOrigins, trustProxyHops = 0, onError }: SoapDeps) {
  const origins = new Set(corsOrigins);
  const description = wsdl(service, `${publicUrl}${SOAP_PATH}`);

  async function call(
    { request, incoming, version }: Exchange,
    knock: ReturnType<typeof httpKnock>,
  ): Promise<SoapAnswer> {
    refuseOtherType(request.headers);
    const bytes = await readBody(request, incoming, MESSAGE_BOUNDS.bytes);
    const asked = readRequest(bytes, version, request.headers);
    const { token, operation, input } = asked;
    const isPrivate = token !== undefined && isPrivateLine(request, incoming, trustProxyHops);
    const credential = token === undefined ? knock.credential : { ...token, isPrivate };
    const caller = await gateway.enter({ ...knock, credential });
    const { output, replayed } = await operation.call(caller, input, { idempotencyKey: keyOf(asked, request.headers) });
    const body = envelope(version, { header: relatesTo(asked.messageId), body: asked.encode(output) });
    return { status: 200, headers: replayed === true ? { "idempotent-replayed": "true" } : {}, body };
  }

  return async (request: Request, { incoming }: { incoming?: IncomingMessage | undefined } = {}): Promise<Response> => {
    let charged: Charged | undefined;
    const onCharged = (latest: Charged) => void (charged = latest);
    const knock = httpKnock(request, { transport: "soap", incoming, trustProxyHops, onCharged });
    const { requestId } = knock;
    const version = versionFor(request.headers);
    const headers: Record<string, string> = {
      ...corsHeaders(request.headers.get("origin"), origins),
      "x-request-id": requestId,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      vary: "Accept-Encoding, Authorization, Origin",
    };
    if (request.method === "OPTIONS")
      return new Response(null, { status: 204, headers: { allow: ALLOW, ...preflightHeaders, ...headers } });
    if (isDescription(request)) {
      const type = { "content-type": "text/xml; charset=utf-8", "cache-control": "public, max-age=300" };
      return responseOf({ status: 200, headers: { ...headers, ...type }, body: description }, request);
    }
    const exchange = { request, incoming, version };
    const answered = request.method === "POST" ? call(exchange, knock) : Promise.reject(otherMethod());
    const { status, body, ...sent } = await answered.catch((error: unknown) => {
      const isExpected = isHubError(error) || error instanceof HttpRefusal || incoming?.destroyed === true;
      if (!isExpected) onError?.(error);
      return faultOf(error, version, requestId);
    });
    const rate = charged === undefined ? {} : limitHeaders(charged);
    const type = { "content-type": `${version.mediaType}; charset=utf-8` };
    return responseOf({ status, headers: { ...headers, ...rate, ...sent.headers, ...type }, body }, request);
  };
}

const isDescription = ({ method, url }: Request): boolean =>
  (method === "GET" || method === "HEAD") && /^wsdl(?:=|$)/i.test(new URL(url).search.slice(1));

const otherMethod = () =>
  new HttpRefusal("request.method_not_allowed", `Calls are sent by POST; the description is at ${SOAP_PATH}?wsdl.`, {
    allow: ALLOW,
  });

const mediaTypeOf = (headers: Headers): string =>
  (headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";

/** Which version a request is sent as, and refused in. */
const versionFor = (headers: Headers): Version => (mediaTypeOf(headers) === SOAP12.mediaType ? SOAP12 : SOAP11);

const CHARSET = /;[ \t]*charset[ \t]*=[ \t]*"?([^";,\s]*)/i;

function refuseOtherType(headers: Headers): void {
  const type = mediaTypeOf(headers);
  const charset = CHARSET.exec(headers.get("content-type") ?? "")?.[1] ?? "utf-8";
  if ((type === SOAP11.mediaType || type === SOAP12.mediaType) && /^utf-?8$|^us-ascii$/i.test(charset)) return;
  const types = `${SOAP11.mediaType}, ${SOAP12.mediaType}`;
  throw new HttpRefusal("request.unsupported_media_type", `A message is sent as ${types} in UTF-8.`, {
    "accept-post": types,
  });
}

/** The message's own id; without one, the header that all transports over HTTP share. */
function keyOf({ messageId }: SoapRequest, headers: Headers): string | undefined {
  const key = idempotencyKeyFrom(headers.get("idempotency-key"));
  if (messageId === undefined || key === undefined || key === messageId) return messageId ?? key;
  throw wrongHeader("Idempotency-Key", "MessageID is the idempotency key, and another is sent beside it.");
}

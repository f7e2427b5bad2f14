import type { IncomingMessage } from "node:http";
import { isHubError } from "#core/kernel/errors.ts";
import { type Charged, limitHeaders } from "#transports/gateway/limits.ts";
import { responseOf } from "#transports/shared/answer.ts";
import { corsHeaders, preflightHeaders } from "#transports/shared/cors.ts";
import { httpKnock } from "#transports/shared/http-knock.ts";
import { HttpRefusal } from "#transports/shared/http-refusal.ts";
import { answerCall, type CallDeps, type Exchange } from "./call.ts";
import { faultOf } from "./fault.ts";
import { mediaTypeOf, SOAP11, SOAP12, type Version } from "./message/namespaces.ts";
import { service } from "./schema/described.ts";
import { wsdl } from "./schema/wsdl.ts";

export const SOAP_PATH = "/api/soap";
const ALLOW = "GET, HEAD, POST, OPTIONS";

export interface SoapDeps extends CallDeps {
  readonly publicUrl: string;
  readonly corsOrigins: readonly string[];
  /** Reports what failed outside of an operation, which records its own. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** SOAP over HTTP as one fetch function: the description by GET, calls by POST. */
export function createSoap(deps: SoapDeps) {
  const { publicUrl, corsOrigins, trustProxyHops = 0, onError } = deps;
  const origins = new Set(corsOrigins);
  const description = wsdl(service, `${publicUrl}${SOAP_PATH}`);

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
    const exchange: Exchange = { ...deps, request, incoming, version, knock, addressing: undefined };
    const answered = request.method === "POST" ? answerCall(exchange) : Promise.reject(otherMethod());
    const { status, body, ...sent } = await answered.catch((error: unknown) => {
      const isExpected = isHubError(error) || error instanceof HttpRefusal || incoming?.destroyed === true;
      if (!isExpected) onError?.(error);
      return faultOf(error, { version, requestId, addressing: exchange.addressing });
    });
    const rate = charged === undefined ? {} : limitHeaders(charged);
    const type = { "content-type": `${version.mediaType}; charset=utf-8` };
    return responseOf({ status, headers: { ...headers, ...rate, ...sent.headers, ...type }, body }, request);
  };
}

const isDescription = ({ method, url }: Request): boolean =>
  (method === "GET" || method === "HEAD") &&
  [...new URL(url).searchParams.keys()].some((name) => /^(?:single)?wsdl$/i.test(name)); // WCF asks for singleWsdl

const otherMethod = () =>
  new HttpRefusal("request.method_not_allowed", `Calls are sent by POST; the description is at ${SOAP_PATH}?wsdl.`, {
    allow: ALLOW,
  });

/** Which version a request is sent as, and refused in. */
const versionFor = (headers: Headers): Version => (mediaTypeOf(headers) === SOAP12.mediaType ? SOAP12 : SOAP11);

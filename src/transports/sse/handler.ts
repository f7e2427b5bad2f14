import type { IncomingMessage, ServerResponse } from "node:http";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { watchEvents } from "#core/events/index.ts";
import type { Caller } from "#transports/gateway/caller.ts";
import type { Gateway } from "#transports/gateway/gateway.ts";
import { type Charged, limitHeaders } from "#transports/gateway/limits.ts";
import { corsHeaders, preflightHeaders } from "#transports/shared/cors.ts";
import { httpKnock } from "#transports/shared/http-knock.ts";
import { HttpRefusal } from "#transports/shared/http-refusal.ts";
import { acceptedType } from "#transports/shared/negotiation.ts";
import { problemOf } from "#transports/shared/problem.ts";
import { asSeenOutside, wantedOf } from "./request.ts";
import { nodeSink, webSink } from "./sink.ts";
import { open, pump } from "./stream.ts";
import { createWires, type FrameBytes, STREAM_TYPE, streamHeaders } from "./wire.ts";

export const STREAM_PATH = "/api/v2/events/stream";
const ALLOW = "GET, HEAD, OPTIONS";

export interface SseDeps {
  readonly gateway: Gateway;
  readonly corsOrigins: readonly string[];
  readonly trustProxyHops?: number;
  /** How long a reader may leave its socket full; default 15 seconds. */
  readonly patienceMs?: number;
}

/** Writes to Node's own response when there is one. */
export type SseHandler = (
  request: Request,
  node?: { readonly incoming?: IncomingMessage; readonly outgoing?: ServerResponse },
) => Promise<Response>;

const VARY = "Accept, Authorization, Cookie, Origin";
const HEADERS = { ...streamHeaders, vary: VARY };

const PATIENCE_MS = 15_000;

/** The live feed as server-sent events. */
export function createSse(deps: SseDeps): SseHandler {
  const origins = new Set(deps.corsOrigins);
  const wireOf = createWires();
  return async (request, { incoming, outgoing } = {}) => {
    const onCharged = (charged: Charged) => void Object.assign(more, limitHeaders(charged));
    const { trustProxyHops } = deps;
    // An API key, or a same-site session, because EventSource sends cookies and can set no header.
    const knock = httpKnock(request, { transport: "sse", incoming, trustProxyHops, onCharged });
    const { requestId } = knock;
    const more: Record<string, string> = {
      ...corsHeaders(request.headers.get("origin"), origins),
      "x-request-id": requestId,
    };
    try {
      if (request.method === "OPTIONS")
        return new Response(null, { status: 204, headers: { allow: ALLOW, ...preflightHeaders, ...more } });
      refuseOther(request);
      const caller = await deps.gateway.enter(knock);
      const { tenantId } = caller.admit(watchEvents);
      const stream = { request, caller, headers: { ...HEADERS, ...more }, bytes: wireOf(tenantId) };
      return await begin(deps, stream, outgoing);
    } catch (error) {
      const {
        status,
        headers,
        body = null,
      } = problemOf(asSeenOutside(error), {
        problemBase: "/problems",
        instance: STREAM_PATH,
        requestId,
      });
      const safe = { "x-content-type-options": "nosniff", vary: VARY };
      const sent = request.method === "HEAD" ? null : body;
      return new Response(sent, { status, headers: { ...headers, ...safe, ...more } });
    }
  };
}

interface Stream {
  readonly request: Request;
  readonly caller: Caller;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: FrameBytes;
}

async function begin(deps: SseDeps, stream: Stream, outgoing: ServerResponse | undefined): Promise<Response> {
  const { request, caller, headers, bytes } = stream;
  const gone = new AbortController();
  const leave = () => gone.abort();
  const wanted = caller.reading(watchEvents, () => wantedOf(request));
  const opened = await open(caller, wanted, gone.signal);
  if (request.method === "HEAD") {
    leave();
    return new Response(null, { headers });
  }
  const means = { bytes, signal: gone.signal, patienceMs: deps.patienceMs ?? PATIENCE_MS };
  if (outgoing === undefined) {
    const { sink, body } = webSink(gone);
    void pump(opened, { ...means, sink }).finally(leave);
    return new Response(body, { headers });
  }
  outgoing.once("close", leave);
  if (outgoing.destroyed) leave();
  outgoing.writeHead(200, headers);
  void pump(opened, { ...means, sink: nodeSink(outgoing) }).finally(leave);
  return RESPONSE_ALREADY_SENT;
}

function refuseOther({ method, headers }: Request): void {
  if (method !== "GET" && method !== "HEAD")
    throw new HttpRefusal("request.method_not_allowed", `This address takes ${ALLOW}.`, { allow: ALLOW });
  if (acceptedType(headers.get("accept"), [STREAM_TYPE]) === undefined)
    throw new HttpRefusal("request.not_acceptable", `This is an event stream: its media type is ${STREAM_TYPE}.`);
}

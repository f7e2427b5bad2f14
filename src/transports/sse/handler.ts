import type { IncomingMessage, ServerResponse } from "node:http";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { watchEvents } from "#core/events/index.ts";
import type { Hub } from "#core/hub.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { problemOf } from "#transports/rest/problem.ts";
import { corsHeaders, preflightHeaders } from "#transports/shared/cors.ts";
import type { Door } from "#transports/shared/door.ts";
import { HttpRefusal } from "#transports/shared/http-refusal.ts";
import type { Identify } from "#transports/shared/identity.ts";
import { type Charged, limitHeaders } from "#transports/shared/limits.ts";
import { acceptedType } from "#transports/shared/negotiation.ts";
import { requestContextFrom } from "#transports/shared/request-context.ts";
import { whileInGoodStanding } from "#transports/shared/standing.ts";
import { asSeenOutside, wantedOf } from "./request.ts";
import { nodeSink, webSink } from "./sink.ts";
import { open, pump } from "./stream.ts";
import { createWires, type FrameBytes } from "./wire.ts";

export const STREAM_PATH = "/api/v2/events/stream";
const MEDIA_TYPE = "text/event-stream";
const ALLOW = "GET, HEAD, OPTIONS";

export interface SseDeps {
  readonly hub: Hub & { readonly identify: Identify };
  /** An API key; or the session of a page of ours, because EventSource sends cookies and can set no header. */
  readonly door: Door;
  readonly corsOrigins: readonly string[];
  /** How often it is asked whether a reader may still read. */
  readonly standingLookMs?: number;
  /** How long a reader may leave its socket full; 15 seconds. */
  readonly patienceMs?: number;
}

/** Answers on Node's own response when there is one. */
export type SseHandler = (
  request: Request,
  node?: { readonly incoming?: IncomingMessage; readonly outgoing?: ServerResponse },
) => Promise<Response>;

const VARY = "Accept, Authorization, Cookie, Origin";
const HEADERS = {
  "content-type": MEDIA_TYPE,
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
  "x-content-type-options": "nosniff",
  vary: VARY,
};

const PATIENCE_MS = 15_000;

/** The live feed as server-sent events. */
export function createSse(deps: SseDeps): SseHandler {
  const origins = new Set(deps.corsOrigins);
  const wireOf = createWires();
  return async (request, { incoming, outgoing } = {}) => {
    const { requestId } = requestContextFrom(request.headers);
    const more: Record<string, string> = {
      ...corsHeaders(request.headers.get("origin"), origins),
      "x-request-id": requestId,
    };
    const onCharged = (charged: Charged) => void Object.assign(more, limitHeaders(charged));
    try {
      if (request.method === "OPTIONS")
        return new Response(null, { status: 204, headers: { allow: ALLOW, ...preflightHeaders, ...more } });
      refuseOther(request);
      const { actor } = await deps.door.enter({ headers: request.headers, incoming, onCharged });
      const place = deps.door.stream(actor);
      const stream = { request, actor, place, headers: { ...HEADERS, ...more }, bytes: wireOf(actor.tenantId) };
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
  readonly actor: Actor;
  /** Gives the caller's place free. */
  readonly place: () => void;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: FrameBytes;
}

async function begin(deps: SseDeps, stream: Stream, outgoing: ServerResponse | undefined): Promise<Response> {
  const { request, actor, headers, bytes } = stream;
  const gone = new AbortController();
  const leave = () => {
    stream.place();
    gone.abort();
  };
  try {
    const who = async () => (await deps.hub.identify(request.headers))?.actor;
    const standing = { who, scope: watchEvents.scope };
    const signal = whileInGoodStanding(gone.signal, standing, deps.standingLookMs);
    const opened = await open({ hub: deps.hub, actor, signal }, wantedOf(request));
    if (request.method === "HEAD") {
      leave();
      return new Response(null, { headers });
    }
    const means = { bytes, signal, patienceMs: deps.patienceMs ?? PATIENCE_MS };
    if (outgoing === undefined) {
      const { sink, body } = webSink(gone);
      void pump(opened, { ...means, sink }).finally(leave);
      return new Response(body, { headers });
    }
    outgoing.once("close", () => gone.abort());
    if (outgoing.destroyed) gone.abort();
    outgoing.writeHead(200, headers);
    void pump(opened, { ...means, sink: nodeSink(outgoing) }).finally(leave);
    return RESPONSE_ALREADY_SENT;
  } catch (error) {
    leave();
    throw error;
  }
}

function refuseOther({ method, headers }: Request): void {
  if (method !== "GET" && method !== "HEAD")
    throw new HttpRefusal("request.method_not_allowed", `This address takes ${ALLOW}.`, { allow: ALLOW });
  if (acceptedType(headers.get("accept"), [MEDIA_TYPE]) === undefined)
    throw new HttpRefusal("request.not_acceptable", `This is a stream: it answers in ${MEDIA_TYPE}.`);
}

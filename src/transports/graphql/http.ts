import type { IncomingMessage, ServerResponse } from "node:http";
import { GraphQLError, OperationTypeNode } from "graphql";
import { invalid } from "#core/kernel/errors.ts";
import { parseJsonBytes } from "#core/kernel/json-bytes.ts";
import { JsonFault } from "#core/kernel/json.ts";
import type { Caller } from "#transports/gateway/caller.ts";
import type { Gateway } from "#transports/gateway/gateway.ts";
import type { Charged } from "#transports/gateway/limits.ts";
import { readBody } from "#transports/shared/body.ts";
import { corsHeaders, preflightHeaders } from "#transports/shared/cors.ts";
import { httpKnock } from "#transports/shared/http-knock.ts";
import { HttpRefusal, recordable, unreadableBody } from "#transports/shared/http-refusal.ts";
import { idempotencyKeyFrom } from "#transports/shared/idempotency-key.ts";
import { acceptedType } from "#transports/shared/negotiation.ts";
import { STREAM_TYPE } from "../sse/wire.ts";
import { contextOf } from "./context.ts";
import { answerOf, DOOR, type Engine, type Ready, type Told, waitOf } from "./engine.ts";
import { streamOf } from "./event-stream.ts";
import { JSON_TYPE, jsonOf, rateHeaders, refuse, RESPONSE_TYPE } from "./http-answer.ts";

export const GRAPHQL_PATH = "/api/graphql";
/** GraphiQL, for people who open the address in a browser. */
export const GRAPHQL_PAGE = "/docs/graphql";
const ALLOW = "POST, OPTIONS";
const BODY_LIMIT = 1_048_576;
const PATIENCE_MS = 15_000;

export interface HttpDeps {
  readonly engine: Engine;
  readonly gateway: Gateway;
  readonly corsOrigins: readonly string[];
  readonly trustProxyHops?: number | undefined;
}

export interface NodeEnds {
  readonly incoming?: IncomingMessage | undefined;
  readonly outgoing?: ServerResponse | undefined;
}

interface Exchange extends NodeEnds {
  readonly request: Request;
  readonly engine: Engine;
  readonly caller: Caller;
  readonly requestId: string;
  readonly type: string;
  readonly headers: Record<string, string>;
  readonly charged: () => Charged | undefined;
}

/** GraphQL over HTTP (graphql.github.io/graphql-over-http) as one fetch function: POST of JSON, and nothing else. */
export function createHttp({ engine, gateway, corsOrigins, trustProxyHops }: HttpDeps) {
  const origins = new Set(corsOrigins);
  return async (request: Request, { incoming, outgoing }: NodeEnds = {}): Promise<Response> => {
    let charged: Charged | undefined;
    const onCharged = (latest: Charged) => void (charged = latest);
    const knock = httpKnock(request, { transport: "graphql", incoming, trustProxyHops, onCharged });
    const { requestId } = knock;
    const headers: Record<string, string> = {
      ...corsHeaders(request.headers.get("origin"), origins),
      "x-request-id": requestId,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      vary: "Accept, Accept-Encoding, Authorization, Cookie, Origin",
    };
    let type = JSON_TYPE;
    try {
      if (request.method === "OPTIONS")
        return new Response(null, { status: 204, headers: { allow: ALLOW, ...preflightHeaders, ...headers } });
      if (isVisit(request)) return new Response(null, { status: 303, headers: { location: GRAPHQL_PAGE, ...headers } });
      if (request.method !== "POST")
        throw new HttpRefusal("request.method_not_allowed", `This address takes ${ALLOW}.`, { allow: ALLOW });
      type = typeFor(request);
      const caller = await gateway.enter(knock);
      caller.admit(DOOR);
      const exchange = { request, incoming, outgoing, engine, caller, requestId, type, headers };
      return await answer({ ...exchange, charged: () => charged });
    } catch (error) {
      return await refuse(error, { request, requestId, type, headers, charged });
    }
  };
}

const isVisit = ({ method, headers }: Request): boolean =>
  method === "GET" && acceptedType(headers.get("accept"), [JSON_TYPE, "text/html"]) === "text/html";

function typeFor({ headers }: Request): string {
  const type = acceptedType(headers.get("accept"), [JSON_TYPE, RESPONSE_TYPE, STREAM_TYPE]);
  if (type !== undefined) return type;
  const types = `${RESPONSE_TYPE}, ${JSON_TYPE} and ${STREAM_TYPE}`;
  throw new HttpRefusal("request.not_acceptable", `This address answers in ${types}.`);
}

async function answer(exchange: Exchange): Promise<Response> {
  const { request, engine, caller, headers, type, charged } = exchange;
  const body = await bodyOf(exchange).catch((error: unknown) => caller.reject(DOOR, error, recordable(error)));
  const ready = await engine.admit(body, caller);
  const idempotencyKey = caller.reading(DOOR, () => keyOf(request, ready));
  if (type === STREAM_TYPE) return stream(ready, idempotencyKey, exchange);
  if (ready.prepared.type === OperationTypeNode.SUBSCRIPTION)
    throw new GraphQLError(`A subscription is answered in ${STREAM_TYPE}, or over graphql-ws.`);
  const context = contextOf(caller, { signal: request.signal, idempotencyKey });
  const result = await engine.run(ready, context);
  const about = { requestId: exchange.requestId, cost: ready.cost, charged: charged(), replayed: context.replayed };
  const wait = waitOf(result.errors);
  const told = answerOf(result, about);
  if (context.replayed.length > 0) headers["idempotent-replayed"] = "true";
  if (wait !== undefined) headers["retry-after"] = String(wait);
  Object.assign(headers, rateHeaders(charged()));
  const status = "data" in told || type === JSON_TYPE ? 200 : 400;
  return jsonOf(told, { request, status, type, headers });
}

function stream(ready: Ready, idempotencyKey: string | undefined, exchange: Exchange): Response {
  const { engine, caller, headers, charged, outgoing } = exchange;
  const gone = new AbortController();
  const about = { requestId: exchange.requestId, cost: ready.cost, charged: charged() };
  async function* results(): AsyncGenerator<Told> {
    const { signal } = gone;
    if (ready.prepared.type === OperationTypeNode.SUBSCRIPTION)
      for await (const result of engine.follow(ready, caller, signal)) yield answerOf(result, about);
    else {
      const context = contextOf(caller, { signal, idempotencyKey });
      yield answerOf(await engine.run(ready, context), { ...about, replayed: context.replayed });
    }
  }
  const sent = { ...headers, ...rateHeaders(charged()), "cache-control": "no-store, no-transform" };
  return streamOf(results(), { outgoing, headers: sent, patienceMs: PATIENCE_MS, gone });
}

const IS_JSON = /^application\/json[ \t]*(;|$)/i;

/** Pages of other sites can send every other media type without being asked: it is refused before it is read. */
async function bodyOf({ request, incoming }: Exchange): Promise<unknown> {
  if (!IS_JSON.test(request.headers.get("content-type") ?? ""))
    throw new HttpRefusal("request.unsupported_media_type", `A request is sent as ${JSON_TYPE}.`, {
      "accept-post": JSON_TYPE,
    });
  const bytes = await readBody(request, incoming, BODY_LIMIT);
  try {
    return parseJsonBytes(bytes);
  } catch (error) {
    if (error instanceof JsonFault) throw unreadableBody(error.message, error.pointer);
    throw error;
  }
}

/** The header counts for the only mutation of a document; several name theirs one by one. */
function keyOf({ headers }: Request, { prepared }: Ready): string | undefined {
  const key = idempotencyKeyFrom(headers.get("idempotency-key"));
  if (key === undefined || prepared.type !== OperationTypeNode.MUTATION) return undefined;
  if (prepared.roots === 1) return key;
  throw invalid([{ detail: "Give each mutation its own idempotencyKey: the header belongs to one." }]);
}

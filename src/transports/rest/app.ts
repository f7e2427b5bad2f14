import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import type { Hub } from "#core/hub.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { HubError, isHubError, notFound, unauthenticated } from "#core/kernel/errors.ts";
import { corsHeaders, preflightHeaders } from "#transports/shared/cors.ts";
import { HttpRefusal, unknownPath } from "#transports/shared/http-refusal.ts";
import { idempotencyKeyFrom } from "#transports/shared/idempotency-key.ts";
import type { Identify } from "#transports/shared/identity.ts";
import { acceptedType } from "#transports/shared/negotiation.ts";
import { requestIdFrom, traceFrom } from "#transports/shared/request-context.ts";
import { type Answer, answerOf, responseOf, VARY } from "./answer.ts";
import { DOCUMENT_PATH, documentAnswer } from "./document.ts";
import { inputOf } from "./input.ts";
import { problemOf } from "./problem.ts";
import type { Route } from "./route.ts";
import { createRouter } from "./router.ts";
import { routes } from "./routes.ts";

export const REST_BASE = "/api/v2";
const MAX_URL_LENGTH = 8192;
const MEDIA_TYPES = ["application/json", "application/vnd.crossdock.v2+json"] as const;

/** What REST needs of a running server beyond the core's hub. */
export interface RestHub extends Hub {
  readonly identify: Identify;
}

export interface RestOptions {
  /** Origins whose pages may read our answers. */
  readonly corsOrigins?: readonly string[];
}

/** Empty where the server is not Node's own, as behind Next. */
type Env = { Bindings: Partial<HttpBindings> };

interface Exchange {
  readonly request: Request;
  readonly node: HttpBindings["incoming"] | undefined;
  readonly path: string;
  readonly query: string;
  readonly requestId: string;
}

/** REST v2 as one application, for the HTTP front and for Next's route handler. Mounted so that paths keep `/api/v2`. */
export function restApp(getHub: () => Promise<RestHub> | RestHub, { corsOrigins = [] }: RestOptions = {}): Hono<Env> {
  const find = createRouter(routes);
  const origins = new Set(corsOrigins);

  async function answer(exchange: Exchange): Promise<Answer> {
    const { request, path } = exchange;
    if (path === DOCUMENT_PATH) return documentAnswer(request);
    const match = request.url.length > MAX_URL_LENGTH ? undefined : find(path);
    const route = chosen(exchange, match?.routes);
    if ("status" in route) return route;
    const hub = await getHub();
    const actor = await bearerOf(hub, request.headers);
    const mediaType = acceptedType(request.headers.get("accept"), MEDIA_TYPES);
    if (mediaType === undefined)
      throw new HttpRefusal("request.not_acceptable", `Answers are ${MEDIA_TYPES.join(" or ")}.`);
    return call(route, { ...exchange, values: match?.values ?? [], mediaType }, { hub, actor });
  }

  async function respond(context: Context<Env>): Promise<Response> {
    const exchange = exchangeOf(context);
    const { request, requestId } = exchange;
    let answered: Answer;
    try {
      answered = await answer(exchange);
    } catch (error) {
      answered = problemOf(error, { problemBase: "/problems", instance: instanceOf(exchange), requestId });
    }
    const { headers } = answered;
    headers["x-request-id"] = requestId;
    headers["vary"] = VARY;
    headers["x-content-type-options"] = "nosniff";
    const origin = request.headers.get("origin");
    if (origin !== null) Object.assign(headers, corsHeaders(origin, origins));
    return responseOf(answered, request);
  }

  return new Hono<Env>().all("*", (context) => respond(context));
}

/** The address asked for, as far as it is a URI reference: it comes from the caller. */
const instanceOf = ({ path }: Exchange) => `${REST_BASE}${path.slice(0, 200).replace(/%(?![0-9a-f]{2})/gi, "%25")}`;

function exchangeOf(context: Context<Env>): Exchange {
  const { raw } = context.req;
  const { url } = raw;
  const start = url.indexOf("/", url.indexOf("//") + 2);
  const mark = url.indexOf("?", start);
  const whole = url.slice(start, mark === -1 ? undefined : mark);
  return {
    request: raw,
    node: context.env.incoming,
    path: whole.startsWith(REST_BASE) ? whole.slice(REST_BASE.length) : whole,
    query: mark === -1 ? "" : url.slice(mark + 1),
    requestId: requestIdFrom(raw.headers.get("x-request-id")),
  };
}

/** The route for the method; or the answer to OPTIONS; or the refusal that says what is allowed. */
function chosen({ request }: Exchange, found: ReadonlyMap<string, Route> | undefined): Route | Answer {
  if (request.url.length > MAX_URL_LENGTH)
    throw new HttpRefusal("request.uri_too_long", `An address is at most ${MAX_URL_LENGTH} characters long.`);
  if (found === undefined) throw unknownPath();
  const route = found.get(request.method === "HEAD" ? "GET" : request.method);
  if (route !== undefined) return route;
  const methods = [...found.keys()];
  const allow = [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
  if (request.method === "OPTIONS")
    return { status: 204, headers: { allow, "cache-control": "no-store", ...preflightHeaders }, body: undefined };
  throw new HttpRefusal("request.method_not_allowed", `This address takes ${allow}.`, { allow });
}

/** Only keys and tokens in `Authorization` count here: a session cookie is for the web UI's own transport. */
async function bearerOf({ identify }: RestHub, headers: Headers): Promise<Actor> {
  if (!/^bearer /i.test(headers.get("authorization") ?? "")) throw unauthenticated();
  const identity = await identify(headers);
  if (identity === undefined || identity.by === "session") throw unauthenticated();
  return identity.actor;
}

async function call(
  route: Route,
  exchange: Exchange & { values: readonly string[]; mediaType: string },
  { hub, actor }: { hub: Hub; actor: Actor },
): Promise<Answer> {
  const { request, path, query, requestId, mediaType } = exchange;
  const { headers } = request;
  const isRead = route.operation.kind === "query";
  const options = {
    transport: "rest",
    requestId,
    trace: traceFrom(headers.get("traceparent")),
    signal: request.signal,
    idempotencyKey: isRead ? undefined : idempotencyKeyFrom(headers.get("idempotency-key")),
  };
  const input = await inputOf(route, exchange);
  try {
    const reply = await route.call(hub, actor, { input, options });
    return answerOf(reply, { base: REST_BASE, path, query, headers, isRead, mediaType });
  } catch (error) {
    throw asSeenOutside(route, exchange.values, error);
  }
}

/** A value in the path that no id can have names nothing: 404. Pointers use the names that callers know. */
function asSeenOutside(route: Route, values: readonly string[], error: unknown): unknown {
  if (!isHubError(error) || error.kind !== "invalid") return error;
  const wrong = route.pathFields.findIndex((field) => error.errors.some(({ pointer }) => pointer === `/${field}`));
  if (wrong !== -1) return notFound("resource", values[wrong] ?? "");
  if (!route.renamed) return error;
  const names = new Map([...route.query, ...route.body].map(([name, { field }]) => [field, name]));
  const errors = error.errors.map((fault) => {
    const [, field = "", ...within] = fault.pointer?.split("/") ?? [];
    return { ...fault, pointer: ["", names.get(field) ?? field, ...within].join("/") };
  });
  return new HubError({ kind: error.kind, code: error.code, message: error.message, errors });
}

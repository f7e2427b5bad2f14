import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import type { Actor } from "#core/kernel/actor.ts";
import type { Hub } from "#core/runtime/hub.ts";
import type { FileStore } from "#integrations/storage/port.ts";
import type { Caller } from "#transports/gateway/caller.ts";
import type { Gateway } from "#transports/gateway/gateway.ts";
import { type Charged, limitHeaders } from "#transports/gateway/limits.ts";
import { type Answer, responseOf } from "#transports/shared/answer.ts";
import { corsHeaders, preflightHeaders } from "#transports/shared/cors.ts";
import { httpKnock } from "#transports/shared/http-knock.ts";
import { HttpRefusal, unknownPath } from "#transports/shared/http-refusal.ts";
import { acceptedType } from "#transports/shared/negotiation.ts";
import { requestIdFrom } from "#transports/shared/request-context.ts";
import { documentAnswer } from "../documents/document.ts";
import { problemOf } from "../shared/problem.ts";
import { VARY, withHeaders } from "./answer.ts";
import { call } from "./call.ts";
import { type Dialect, endingHeaders, mediaTypesOf } from "./dialect.ts";
import { takenTypes } from "./input.ts";
import type { Route } from "./route.ts";
import { createRouter, type Match } from "./router.ts";
import { routes } from "./routes.ts";
import { v1 } from "./v1/dialect.ts";
import { type Addressed, versionChooser } from "./versions.ts";

export const REST_BASE = "/api/v2";
const MAX_URL_LENGTH = 8192;
const V1_SUNSET = new Date("2027-11-22T00:00:00Z");

/** What REST needs of a running server. */
export interface RestHub extends Pick<Hub, "clock"> {
  readonly gateway: Gateway;
  /** Undefined without a file store. */
  readonly files?: FileStore;
  /** Counts a call of a deprecated version. */
  readonly noteDeprecatedUse?: (version: string, actor: Actor) => void;
}

export interface RestOptions {
  /** Origins that may read responses (CORS). */
  readonly corsOrigins?: readonly string[];
  /** Public base URL without a trailing slash; problem types are below it. */
  readonly publicUrl?: string;
  /** From then on v1 responds with 410. */
  readonly v1Sunset?: Date;
  /** How many trusted proxies may add to the forwarded client address. */
  readonly trustProxyHops?: number;
}

/** Empty where the server is not Node's own, as behind Next. */
type Env = { Bindings: Partial<HttpBindings> };

interface Exchange {
  readonly request: Request;
  readonly node: HttpBindings["incoming"] | undefined;
  /** The whole path, undecoded. */
  readonly path: string;
  readonly query: string;
  readonly requestId: string;
  /** Known once a subject was counted for the request. */
  charged?: Charged | undefined;
}

const v2: Dialect = {
  version: "2",
  base: REST_BASE,
  mediaType: "application/vnd.crossdock.v2+json",
  routes,
  failed: problemOf,
};

/** Created once for all requests. */
interface Engine {
  readonly getHub: () => Promise<RestHub> | RestHub;
  readonly addressedTo: ReturnType<typeof versionChooser>;
  readonly routers: ReadonlyMap<Dialect, (path: string) => Match | undefined>;
  readonly origins: ReadonlySet<string>;
  readonly problemBase: string;
  readonly trustProxyHops: number;
}

/** REST, all versions, as one application for the HTTP server and for Next's route handler. Paths keep `/api`. */
export function restApp(getHub: Engine["getHub"], options: RestOptions = {}): Hono<Env> {
  const dialects = [v1(options.v1Sunset ?? V1_SUNSET), v2];
  const engine: Engine = {
    getHub,
    addressedTo: versionChooser(dialects, v2),
    routers: new Map(dialects.map((dialect) => [dialect, createRouter(dialect.routes)])),
    origins: new Set(options.corsOrigins),
    problemBase: `${options.publicUrl ?? ""}/problems`,
    trustProxyHops: options.trustProxyHops ?? 0,
  };
  return new Hono<Env>().all("*", (context) => respond(engine, exchangeOf(context)));
}

async function respond(engine: Engine, exchange: Exchange): Promise<Response> {
  const { request, requestId, path, query } = exchange;
  const { problemBase, origins } = engine;
  let addressed: Addressed | undefined;
  let answered: Answer;
  try {
    if (request.url.length > MAX_URL_LENGTH)
      throw new HttpRefusal("request.uri_too_long", `An address is at most ${MAX_URL_LENGTH} characters long.`);
    addressed = engine.addressedTo({ path, query, headers: request.headers });
    answered = await answer(engine, exchange, addressed);
  } catch (error) {
    const { failed } = addressed?.dialect ?? v2;
    answered = failed(error, { problemBase, instance: instanceOf(path), requestId });
  }
  const origin = request.headers.get("origin");
  const ending = addressed?.dialect.ending;
  const common = {
    "x-request-id": requestId,
    vary: addressed?.inPath === false ? `${VARY}, API-Version` : VARY,
    "x-content-type-options": "nosniff",
    ...(exchange.charged === undefined ? {} : limitHeaders(exchange.charged)),
    ...(ending === undefined ? {} : endingHeaders(ending, problemBase)),
    ...(origin === null ? {} : corsHeaders(origin, origins)),
  };
  return responseOf(withHeaders(answered, common), request);
}

async function answer(engine: Engine, exchange: Exchange, addressed: Addressed): Promise<Answer> {
  const { request, node } = exchange;
  const { dialect, path } = addressed;
  const { ending } = dialect;
  const hub = await engine.getHub();
  if (ending !== undefined && hub.clock() >= ending.sunset) throw gone(dialect);
  const document = dialect === v2 ? documentAnswer(path, request) : undefined;
  if (document !== undefined) return document;
  const match = engine.routers.get(dialect)?.(path);
  const route = chosen(request, dialect, match);
  if ("status" in route) return route;
  const caller = await entered(engine, hub, exchange);
  const actor = caller.admit(route.operation);
  if (ending !== undefined) hub.noteDeprecatedUse?.(dialect.version, actor);
  const types = mediaTypesOf(dialect);
  const mediaType = acceptedType(request.headers.get("accept"), types);
  if (mediaType === undefined) throw new HttpRefusal("request.not_acceptable", `Answers are ${types.join(" or ")}.`);
  const asked = { ...addressed, request, node, values: match?.values ?? [], mediaType };
  return call(route, asked, { caller, files: hub.files });
}

/** Only keys and tokens in `Authorization` are accepted: session cookies are for tRPC and SSE. */
function entered({ trustProxyHops }: Engine, { gateway }: RestHub, exchange: Exchange): Promise<Caller> {
  const { request, node: incoming, requestId } = exchange;
  const onCharged = (charged: Charged) => void (exchange.charged = charged);
  const knock = httpKnock(request, { transport: "rest", incoming, trustProxyHops, requestId, onCharged });
  const credential = knock.credential?.type === "session" ? undefined : knock.credential;
  return gateway.enter({ ...knock, credential });
}

const gone = ({ version }: Dialect) =>
  new HttpRefusal("version.gone", `Version ${version} of the API has ended. Use ${REST_BASE}.`);

/** The requested URL if it is a valid URI reference: it comes from the caller. */
const instanceOf = (path: string) => path.slice(0, 200).replace(/%(?![0-9a-f]{2})/gi, "%25");

function exchangeOf(context: Context<Env>): Exchange {
  const { raw } = context.req;
  const { url } = raw;
  const start = url.indexOf("/", url.indexOf("//") + 2);
  const mark = url.indexOf("?", start);
  return {
    request: raw,
    node: context.env.incoming,
    path: url.slice(start, mark === -1 ? undefined : mark),
    query: mark === -1 ? "" : url.slice(mark + 1),
    requestId: requestIdFrom(raw.headers.get("x-request-id")),
  };
}

/** The route for the method, the response to OPTIONS, or 405 with `Allow`. */
function chosen({ method }: Request, dialect: Dialect, match: Match | undefined): Route | Answer {
  if (match === undefined) throw unknownPath();
  const route = match.routes.get(method === "HEAD" ? "GET" : method);
  if (route !== undefined) return route;
  const methods = [...match.routes.keys()];
  const allow = [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
  if (method === "OPTIONS") {
    const patch = methods.includes("PATCH") ? { "accept-patch": takenTypes("PATCH", dialect).join(", ") } : {};
    const headers = { allow, ...patch, "cache-control": "no-store", ...preflightHeaders };
    return { status: 204, headers, body: undefined };
  }
  throw new HttpRefusal("request.method_not_allowed", `This address takes ${allow}.`, { allow });
}

import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import type { OAuth } from "#auth/oauth/oauth.ts";
import { isHubError } from "#core/kernel/errors.ts";
import type { FileStore } from "#integrations/storage/port.ts";
import { DOWNLOAD_BASE, UPLOAD_BASE } from "#integrations/storage/signing.ts";
import { CLIENT_PATH, clientPackageResponse } from "./client/client-package.ts";
import { eventPageResponse } from "./documents/asyncapi/event-page.ts";
import { type DemoKeys, docsApp } from "./documents/pages/docs-app.ts";
import { createGraphqlPage } from "./documents/pages/graphql-page.ts";
import { problemIndexResponse, problemPageResponse } from "./documents/problem-page.ts";
import { type Charged, limitHeaders } from "./gateway/limits.ts";
import { Engine } from "./graphql/engine.ts";
import { createHttp, GRAPHQL_PAGE, GRAPHQL_PATH } from "./graphql/http.ts";
import { oauthApp } from "./oauth/http.ts";
import { restApp, type RestHub, type RestOptions } from "./rest/app.ts";
import { readBody } from "./shared/body.ts";
import { corsHeaders, preflightHeaders } from "./shared/cors.ts";
import { httpArrival, httpKnock } from "./shared/http-knock.ts";
import { HttpRefusal, unknownPath } from "./shared/http-refusal.ts";
import { problemOf } from "./shared/problem.ts";
import { requestContextFrom } from "./shared/request-context.ts";
import { createSoap, SOAP_PATH } from "./soap/http.ts";
import { createSse, STREAM_PATH } from "./sse/handler.ts";
import { enterTrpc, handleTrpc, TRPC_ENDPOINT } from "./trpc/handler.ts";
import { receiveUpload, UPLOADS_PATH } from "./uploads/receive-upload.ts";
import { serveSigned } from "./uploads/signed-files.ts";
import { receiveWebhook, WEBHOOKS_PATH } from "./webhooks/receive-webhook.ts";

export interface HttpDeps extends RestOptions {
  readonly hub: RestHub & { readonly files: FileStore };
  readonly publicUrl: string;
  readonly corsOrigins: readonly string[];
  /** What GraphQL over HTTP and over sockets have in common; absent: nothing is persisted, and introspection is off. */
  readonly engine?: Engine | undefined;
  /** Makes tokens for programs; absent: none are made. */
  readonly oauth?: OAuth | undefined;
  /** How long a message over SOAP may take whose sender is not known before it. */
  readonly bodyWithinMs?: number | undefined;
  /** Reports what fails over SOAP outside of an operation, which records its own. */
  readonly onError?: ((error: unknown) => void) | undefined;
  /** API keys for trying out the demo; absent without a demo shop. */
  readonly demoKey?: DemoKeys | undefined;
}

/** Node's own request, when the server is Node's. */
type Env = { Bindings: Partial<HttpBindings> };

const MAX_BODY_BYTES = 1_048_576;
/** Large enough for a partner's list of fifty thousand rows. */
const LONGER_BODIES: ReadonlyMap<string, number> = new Map([
  [`${TRPC_ENDPOINT}/reconciliation.start`, 8 * MAX_BODY_BYTES],
]);

/** Every HTTP transport as one fetch application; the server tries it before Next. */
export function httpApp(deps: HttpDeps): Hono<Env> {
  const { hub, trustProxyHops } = deps;
  const { gateway } = hub;
  const rest = restApp(() => hub, deps);
  const sse = createSse({ ...deps, gateway });
  const soap = createSoap({ ...deps, gateway, clock: hub.clock });
  const engine = deps.engine ?? new Engine();
  const graphql = createHttp({ ...deps, gateway, engine });
  const graphqlPage = createGraphqlPage({ gateway, engine, trustProxyHops });
  return new Hono<Env>()
    .all(STREAM_PATH, ({ req, env }) => sse(req.raw, env))
    .get("/docs/events", () => eventPageResponse())
    .get("/docs/problems", () => problemIndexResponse())
    .get(GRAPHQL_PAGE, (context) => graphqlPage(context.req.raw, context.env).catch((error) => refuse(context, error)))
    .route("/docs", docsApp(deps))
    .get(CLIENT_PATH, () => clientPackageResponse())
    .get("/problems/:code", ({ req }) => problemPageResponse(req.param("code")))
    .all(UPLOADS_PATH, uploadRoute(deps))
    .all(`${UPLOAD_BASE}/*`, signedRoute(deps))
    .all(`${DOWNLOAD_BASE}/*`, signedRoute(deps))
    .all(`${WEBHOOKS_PATH}/:source`, ({ req, env }) =>
      receiveWebhook(gateway, req.raw, { source: req.param("source"), incoming: env.incoming, trustProxyHops }),
    )
    .all(SOAP_PATH, ({ req, env }) => soap(req.raw, env))
    .all(`${SOAP_PATH}/`, ({ req, env }) => soap(req.raw, env))
    .all(GRAPHQL_PATH, ({ req, env }) => graphql(req.raw, env))
    .all(`${TRPC_ENDPOINT}/*`, trpcRoute(deps))
    .route("/", deps.oauth === undefined ? new Hono<Env>() : oauthApp({ ...deps, oauth: deps.oauth, gateway }))
    .route("/api", rest) // the last below /api: handles every path that no route has matched
    .all("*", (context) => refuse(context, unknownPath()));
}

function trpcRoute({ hub, corsOrigins, trustProxyHops }: HttpDeps): (context: Context<Env>) => Promise<Response> {
  const origins = new Set(corsOrigins);
  return async (context) => {
    const { raw } = context.req;
    const { requestId } = requestContextFrom(raw.headers);
    const more: Record<string, string> = {
      "x-request-id": requestId,
      ...corsHeaders(raw.headers.get("origin"), origins),
    };
    if (raw.method === "OPTIONS") return new Response(null, { status: 204, headers: { ...preflightHeaders, ...more } });
    try {
      refuseOtherMethod(raw);
      const onCharged = (charged: Charged) => void Object.assign(more, limitHeaders(charged));
      const { incoming } = context.env;
      const caller = await enterTrpc(hub.gateway, raw, { requestId, incoming, trustProxyHops, onCharged });
      const request = caller.refusal === undefined ? await withinLimit(context) : unread(raw);
      const response = await handleTrpc(request, caller);
      for (const [name, value] of Object.entries(more)) response.headers.set(name, value);
      return response;
    } catch (error) {
      return refuse(context, error, more);
    }
  };
}

function uploadRoute({ hub, corsOrigins, trustProxyHops }: HttpDeps): (context: Context<Env>) => Promise<Response> {
  const origins = new Set(corsOrigins);
  return async (context) => {
    const { raw } = context.req;
    const { requestId } = requestContextFrom(raw.headers);
    const more: Record<string, string> = {
      "x-request-id": requestId,
      ...corsHeaders(raw.headers.get("origin"), origins),
    };
    if (raw.method === "OPTIONS") return new Response(null, { status: 204, headers: { ...preflightHeaders, ...more } });
    const onCharged = (charged: Charged) => void Object.assign(more, limitHeaders(charged));
    try {
      const { incoming } = context.env;
      const knock = httpKnock(raw, { transport: "upload", incoming, trustProxyHops, requestId, onCharged });
      const enter = () => hub.gateway.enter(knock);
      const response = await receiveUpload({ enter, files: hub.files }, raw, incoming);
      for (const [name, value] of Object.entries(more)) response.headers.set(name, value);
      return response;
    } catch (error) {
      return refuse(context, error, more);
    }
  };
}

/** Pages of other origins may upload to a signed URL, as to a bucket. */
function signedRoute({ hub, corsOrigins, trustProxyHops }: HttpDeps): (context: Context<Env>) => Promise<Response> {
  const origins = new Set(corsOrigins);
  return async (context) => {
    const { raw } = context.req;
    const { incoming } = context.env;
    const { requestId } = requestContextFrom(raw.headers);
    const more = { "x-request-id": requestId, ...corsHeaders(raw.headers.get("origin"), origins) };
    if (raw.method === "OPTIONS") return new Response(null, { status: 204, headers: { ...preflightHeaders, ...more } });
    try {
      const response = await serveSigned(hub.files, raw, incoming).catch(async (error: unknown) => {
        if (isHubError(error) && error.kind === "forbidden")
          await hub.gateway.failed(httpArrival(raw, { incoming, trustProxyHops }));
        throw error;
      });
      for (const [name, value] of Object.entries(more)) response.headers.set(name, value);
      return response;
    } catch (error) {
      return refuse(context, error, more);
    }
  };
}

function refuseOtherMethod({ method }: Request): void {
  if (method !== "GET" && method !== "POST")
    throw new HttpRefusal("request.method_not_allowed", "This address takes GET and POST.", { allow: "GET, POST" });
}

/** Unauthenticated requests are rejected before their body is read. */
function unread({ url, method, headers, signal }: Request): Request {
  if (method === "GET") return new Request(url, { headers, signal });
  return new Request(url, { method, headers: { "content-type": "application/json" }, body: "{}", signal });
}

/** The request with its body read, up to the size limit. */
async function withinLimit({ req, env }: Context<Env>): Promise<Request> {
  const { raw, path } = req;
  if (raw.method === "GET") return raw;
  const body = await readBody(raw, env.incoming, LONGER_BODIES.get(path) ?? MAX_BODY_BYTES);
  const { url, method, headers, signal } = raw;
  return new Request(url, { method, headers, body: new Uint8Array(body), signal });
}

function refuse({ req }: Context<Env>, error: unknown, more: Readonly<Record<string, string>> = {}): Response {
  const requestId = more["x-request-id"] ?? requestContextFrom(req.raw.headers).requestId;
  const where = { problemBase: "/problems", instance: encodeURI(req.path.slice(0, 200)), requestId };
  const { status, headers, body } = problemOf(error, where);
  return new Response(req.raw.method === "HEAD" ? null : (body ?? null), {
    status,
    headers: { ...headers, "x-content-type-options": "nosniff", "x-request-id": requestId, ...more },
  });
}

import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { boundsOf } from "#auth/key-bounds.ts";
import { asClient, type ClientCall } from "#auth/oauth/as-client.ts";
import { asActor } from "#auth/oauth/authenticate-client.ts";
import { invalidClient, invalidGrant, invalidRequest, OAUTH } from "#auth/oauth/errors.ts";
import type { ClientRow } from "#auth/oauth/grant-store.ts";
import { grantTokens } from "#auth/oauth/grant-tokens.ts";
import type { OAuth } from "#auth/oauth/oauth.ts";
import { introspect, revokeToken } from "#auth/oauth/token-ends.ts";
import { isHubError } from "#core/kernel/errors.ts";
import { asHubError } from "#core/runtime/execute.ts";
import { traceFrom } from "#core/runtime/tracing.ts";
import type { Gateway } from "../gateway/gateway.ts";
import { corsHeaders, preflightHeaders } from "../shared/cors.ts";
import { httpArrival } from "../shared/http-knock.ts";
import { HttpRefusal, httpRefusals } from "../shared/http-refusal.ts";
import { requestIdFrom } from "../shared/request-context.ts";
import { readOfStranger } from "../shared/stranger.ts";
import { answerInvitation, INVITATION_PATH } from "./invitation.ts";
import { AUTH_BASE, JWKS_PATH, METADATA_PATH, jwksResponse, metadataResponse } from "./metadata.ts";
import { clientIn, type Parameters, parametersIn } from "./parameters.ts";

type Env = { Bindings: Partial<HttpBindings> };

export interface OAuthDeps {
  readonly oauth: OAuth;
  readonly gateway: Gateway;
  readonly corsOrigins: readonly string[];
  readonly trustProxyHops?: number | undefined;
}

interface Asked {
  readonly client: ClientRow;
  readonly parameters: Parameters;
  readonly requestId: string;
  readonly ip: string | undefined;
}

interface Endpoint {
  readonly name: ClientCall["name"];
  /** The body of a success; undefined for none. */
  readonly answer: (oauth: OAuth, asked: Asked) => Promise<object | undefined>;
}

const endpoints: readonly Endpoint[] = [
  {
    name: "oauth.token",
    answer: (oauth, { client, parameters, ...asked }) =>
      grantTokens(oauth, client, {
        ...asked,
        grantType: parameters.get("grant_type"),
        username: parameters.get("username"),
        password: parameters.get("password"),
        refreshToken: parameters.get("refresh_token"),
        scope: parameters.get("scope"),
      }),
  },
  {
    name: "oauth.revoke",
    answer: async (oauth, { client, parameters, requestId }) => {
      await revokeToken(oauth, client, { token: tokenIn(parameters), requestId });
      return undefined;
    },
  },
  {
    name: "oauth.introspect",
    answer: (oauth, { client, parameters }) => introspect(oauth, client, tokenIn(parameters)),
  },
];

function tokenIn(parameters: Parameters): string {
  const token = parameters.get("token");
  if (token === undefined) throw invalidRequest("The parameter token is missing.");
  return token;
}

/**
 * The endpoints of RFC 6749, 7009 and 7662, what others need to find and verify (RFC 8414, 7517), and what an invitation
 * says to its holder.
 */
export function oauthApp(deps: OAuthDeps): Hono<Env> {
  const app = new Hono<Env>()
    .get(JWKS_PATH, () => jwksResponse(deps.oauth))
    .get(METADATA_PATH, () => metadataResponse(deps.oauth))
    .all(INVITATION_PATH, ({ req, env }) => answerInvitation(deps, req.raw, env.incoming));
  for (const endpoint of endpoints) {
    const path = `${AUTH_BASE}/${endpoint.name.slice(OAUTH.length)}`;
    app.all(path, ({ req, env }) => respond(deps, endpoint, { request: req.raw, incoming: env.incoming }));
  }
  return app;
}

interface Exchange {
  readonly request: Request;
  readonly incoming: HttpBindings["incoming"] | undefined;
}

async function respond(deps: OAuthDeps, endpoint: Endpoint, exchange: Exchange): Promise<Response> {
  const { request } = exchange;
  const requestId = requestIdFrom(request.headers.get("x-request-id"));
  const headers = {
    "x-request-id": requestId,
    "cache-control": "no-store",
    pragma: "no-cache",
    "x-content-type-options": "nosniff",
    ...corsHeaders(request.headers.get("origin"), new Set(deps.corsOrigins)),
  };
  if (request.method === "OPTIONS")
    return new Response(null, { status: 204, headers: { allow: "POST, OPTIONS", ...preflightHeaders, ...headers } });
  try {
    const body = await answer(deps, endpoint, { ...exchange, requestId });
    return body === undefined ? new Response(null, { headers }) : Response.json(body, { headers });
  } catch (error) {
    return failed(error, headers);
  }
}

async function answer(
  { oauth, gateway, trustProxyHops }: OAuthDeps,
  endpoint: Endpoint,
  { request, incoming, requestId }: Exchange & { readonly requestId: string },
): Promise<object | undefined> {
  if (request.method !== "POST")
    throw new HttpRefusal("request.method_not_allowed", "This address takes POST.", { allow: "POST, OPTIONS" });
  const arrival = httpArrival(request, { incoming, trustProxyHops });
  const address = arrival.address();
  const ip = address === "unknown" ? undefined : address;
  const trace = traceFrom(request.headers.get("traceparent"));
  const knock = { ...arrival, transport: "rest", credential: undefined, requestId, trace } as const;
  const door = { name: endpoint.name, kind: "command" } as const;
  const { parameters, credentials } = await readOfStranger(gateway, { knock, door }, async () => {
    const sent = await parametersIn(request, incoming);
    return { parameters: sent, credentials: { ...clientIn(request, sent), ip } };
  });
  try {
    return await asClient(oauth, { name: endpoint.name, credentials, requestId, trace }, async (client) => {
      await gateway.counted(arrival, { actor: asActor(client), bounds: boundsOf(client) });
      return endpoint.answer(oauth, { client, parameters, requestId, ip });
    });
  } catch (error) {
    if (isHubError(error) && GUESSES.has(error.code)) await gateway.failed(arrival);
    throw error;
  }
}

/** Counted against the address that they came from. */
const GUESSES: ReadonlySet<string> = new Set([invalidClient.code, invalidGrant.code]);

/** RFC 6749 §5.2: 401 for clients, 400 for what they ask; beyond it what the other transports say. */
function failed(thrown: unknown, common: Readonly<Record<string, string>>): Response {
  if (thrown instanceof HttpRefusal) {
    const { status } = httpRefusals[thrown.code];
    const body = { error: "invalid_request", error_description: thrown.message };
    return Response.json(body, { status, headers: { ...common, ...thrown.headers } });
  }
  const { kind, code, message, retryAfterS } = asHubError(thrown);
  const isOurs = code.startsWith(OAUTH);
  const [status, other] = STATUSES[kind] ?? [500, "server_error"];
  const headers = {
    ...common,
    ...(kind === "unauthenticated" ? { "www-authenticate": 'Basic realm="crossdock", charset="UTF-8"' } : {}),
    ...(retryAfterS === undefined ? {} : { "retry-after": String(retryAfterS) }),
  };
  const error = isOurs ? code.slice(OAUTH.length) : other;
  return Response.json({ error, error_description: message }, { status, headers });
}

const STATUSES: Readonly<Record<string, readonly [status: number, error: string]>> = {
  invalid: [400, "invalid_request"],
  unauthenticated: [401, "invalid_client"],
  limited: [429, "temporarily_unavailable"],
  unavailable: [503, "temporarily_unavailable"],
  timeout: [503, "temporarily_unavailable"],
};

import { randomBytes } from "node:crypto";
import { credentialFrom } from "#auth/credential.ts";
import type { HubError } from "#core/kernel/errors.ts";
import { crossSite } from "#transports/gateway/cross-site.ts";
import type { Gateway } from "#transports/gateway/gateway.ts";
import type { Engine } from "#transports/graphql/engine.ts";
import { GRAPHQL_PAGE, type NodeEnds } from "#transports/graphql/http.ts";
import { httpKnock } from "#transports/shared/http-knock.ts";
import { framed, PAGE_POLICY, readingPage } from "./frame.ts";

interface Deps {
  readonly gateway: Gateway;
  readonly engine: Engine;
  readonly trustProxyHops?: number | undefined;
}

const KEPT = { "cache-control": "private, no-cache", vary: "Authorization, Cookie" };
const FRAME = { title: "GraphQL", current: GRAPHQL_PAGE };

/** GraphiQL for those who may read the schema. Rejects with what hinders a sign-in from being checked. */
export function createGraphqlPage({ gateway, engine, trustProxyHops }: Deps) {
  return async (request: Request, { incoming }: NodeEnds): Promise<Response> => {
    if (!engine.takesDocuments) return refused(403, "<p>This hub runs persisted documents alone.</p>");
    const isKnown = credentialFrom(request.headers) !== undefined;
    // A page is no call: it counts only when the sign-in is wrong.
    const knock = httpKnock(request, { transport: "graphql", incoming, trustProxyHops, calls: 0 });
    const caller = isKnown ? await gateway.enter(knock) : undefined;
    const actor = caller?.refusal === undefined ? caller?.actor : undefined;
    if (engine.mayIntrospect(actor)) return graphiql(actor !== undefined);
    return caller !== undefined && actor !== undefined ? refused(403, NO_ADMINISTRATOR) : unknown(caller?.refusal);
  };
}

const SCHEMA = "The schema is also in the file <code>docs/schema.graphql</code> of the source.";
const NO_ADMINISTRATOR =
  `<p>You may not read the GraphQL schema on this hub: it is shown to administrators, ` +
  `and to everyone where <code>GRAPHQL_INTROSPECTION=true</code>. Queries with your sign-in or an API key run all the same.</p><p>${SCHEMA}</p>`;
const NOT_SIGNED_IN = `<p>The GraphQL schema is shown to administrators. <a href="/sign-in?callbackUrl=${GRAPHQL_PAGE}">Sign in</a> to open it.</p><p>${SCHEMA}</p>`;
const FROM_ELSEWHERE = `<p>You came from another site. <a href="${GRAPHQL_PAGE}">Open GraphQL</a></p>`;

function unknown(refusal: HubError | undefined): Response {
  if (refusal === undefined || refusal.kind === "unauthenticated")
    return refused(401, NOT_SIGNED_IN, { "www-authenticate": "Bearer" });
  if (refusal.code === crossSite().code) return refused(403, FROM_ELSEWHERE);
  throw refusal;
}

const refused = (status: number, text: string, headers: Readonly<Record<string, string>> = {}): Response =>
  readingPage(FRAME, `<h1>GraphQL</h1>${text}`, { status, headers: { ...KEPT, ...headers } });

function graphiql(isSignedIn: boolean): Response {
  // For the style elements that open dialogs insert.
  const nonce = randomBytes(16).toString("base64");
  const page = framed(
    {
      ...FRAME,
      styles: ["graphiql.css", "graphql.css"],
      scripts: ["react.js", "react-dom.js", "graphiql.js", "graphql.js"],
    },
    `<main id="graphiql" nonce="${nonce}"${isSignedIn ? " data-session" : ""}><noscript>This page needs JavaScript. ${SCHEMA}</noscript></main>`,
  );
  return new Response(page, {
    headers: {
      ...KEPT,
      "content-security-policy": PAGE_POLICY.replace("style-src 'self'", `style-src 'self' 'nonce-${nonce}'`),
      "content-type": "text/html; charset=utf-8",
      "referrer-policy": "same-origin",
      "x-content-type-options": "nosniff",
    },
  });
}

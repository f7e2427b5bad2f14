import { failureCatalogue, type Kind } from "#core/kernel/errors.ts";
import "#core/catalogue.ts";
import { errorTable } from "#transports/shared/error-table.ts";
import { type HttpRefusalCode, httpRefusals } from "#transports/shared/http-refusal.ts";

interface Advice {
  readonly means: string;
  readonly todo: string;
}

const advice: Record<Kind | HttpRefusalCode, Advice> = {
  invalid: {
    means: "Something in the request is not as it must be. Nothing was changed.",
    todo: "Look into errors: each pointer says where, each detail what. Mend it and send the request again.",
  },
  unauthenticated: {
    means: "The request did not prove who sent it, or the key has expired or was revoked.",
    todo: "Send Authorization: Bearer with a valid API key.",
  },
  forbidden: {
    means: "The key is valid and may not do this.",
    todo: "Use a key with the scope that details names, or ask an administrator for one.",
  },
  not_found: {
    means: "There is nothing at this address, at least nothing that this key may see.",
    todo: "Check the address and the id, and that the key belongs to the merchant whose data you mean.",
  },
  conflict: {
    means: "The request is well formed, and what it asks for does not fit the state that things are in now.",
    todo: "Read the resource again and decide anew. With a Retry-After, the same request may succeed a little later.",
  },
  precondition_failed: {
    means: "Somebody changed the resource after you had read it.",
    todo: "Read it again, apply your change to the newest version and send that version's ETag as If-Match.",
  },
  key_reused: {
    means: "This idempotency key stands for an earlier request with another payload.",
    todo: "Use a new key for new work; the old key only to repeat the same request.",
  },
  precondition_required: {
    means: "A change must say which version it is based on, so that nobody's work is overwritten unseen.",
    todo: "Read the resource and send its ETag as If-Match.",
  },
  limited: {
    means: "There were too many requests in too short a time.",
    todo: "Wait as long as Retry-After says, then go on more slowly.",
  },
  internal: {
    means: "We made a mistake. Nothing was changed.",
    todo: "Try again with the same idempotency key. When it stays, tell the operator the requestId.",
  },
  unavailable: {
    means: "A part that we need does not answer at the moment.",
    todo: "Try again after Retry-After seconds, with the same idempotency key.",
  },
  timeout: {
    means: "The answer took too long. The work may have been done all the same.",
    todo: "Try again with the same idempotency key: what was done is not done twice.",
  },
  "request.method_not_allowed": {
    means: "This address does not take this method.",
    todo: "The header Allow names those that it takes.",
  },
  "request.not_acceptable": {
    means: "The header Accept rules out every form that we can answer in.",
    todo: "Accept application/json.",
  },
  "version.gone": {
    means: "This version of the API was deprecated, and the day that its Sunset header named has passed.",
    todo: "Use the successor that the Link header names; docs/rest.md says what differs.",
  },
  "request.range_not_satisfiable": {
    means: "The range that was asked for lies beyond the end of the file.",
    todo: "The header Content-Range says how long the file is; ask for a part of that, or for the whole.",
  },
  "request.too_large": {
    means: "The body is larger than we take in one request.",
    todo: "Send less at once; use an import for many rows.",
  },
  "request.uri_too_long": {
    means: "The address is longer than 8,192 characters.",
    todo: "Use fewer or shorter filters.",
  },
  "request.unsupported_media_type": {
    means: "The body is in a form that we do not read.",
    todo: "Send JSON in UTF-8, uncompressed, as Content-Type: application/json.",
  },
};

const isRefusal = (code: string): code is HttpRefusalCode => Object.hasOwn(httpRefusals, code);

/** The page that a problem's `type` leads to. Undefined for a code that nobody declares. */
export function problemPage(code: string): string | undefined {
  const kind = failureCatalogue.get(code);
  if (isRefusal(code)) return pageOf(code, httpRefusals[code], advice[code]);
  if (kind === undefined) return undefined;
  const { http: status, title } = errorTable[kind];
  return pageOf(code, { status, title }, advice[kind]);
}

const pageOf = (
  code: string,
  { status, title }: { status: number; title: string },
  { means, todo }: Advice,
) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${code}</title>
<style>
  :root { color-scheme: light dark; }
  body { font: 16px/1.6 system-ui, sans-serif; max-width: 40rem; margin: 12vh auto; padding: 0 1.5rem; }
  h1 { font-size: 1.4rem; line-height: 1.3; }
  code { font-size: 0.95em; }
</style>
<main>
<p><code>${status} ${code}</code></p>
<h1>${title}</h1>
<h2>What it means</h2>
<p>${means}</p>
<h2>What to do</h2>
<p>${todo}</p>
<p><a href="/docs">API documents</a> · <a href="/docs/events">Events</a></p>
</main>
</html>
`;

const HEADERS = {
  "cache-control": "public, max-age=3600",
  // The only style is the page's own; there is nothing to run or to load.
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "content-type": "text/html; charset=utf-8",
  "x-content-type-options": "nosniff",
};

export function problemPageResponse(code: string): Response {
  const page = problemPage(code);
  return page === undefined
    ? new Response("There is no problem with this code.\n", {
        status: 404,
        headers: { "content-type": "text/plain; charset=utf-8" },
      })
    : new Response(page, { headers: HEADERS });
}

const METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
const EXPOSED =
  "ETag, Location, Link, X-Request-ID, Idempotent-Replayed, Retry-After, RateLimit, RateLimit-Policy, Deprecation, Sunset";
const ALLOWED =
  "Authorization, Content-Type, Accept, If-Match, If-None-Match, Idempotency-Key, X-Request-ID, API-Version, traceparent";

/** What a browser on an allowed origin gets; nothing for any other, which its browser then refuses. */
export function corsHeaders(origin: string | null, allowed: ReadonlySet<string>): Record<string, string> {
  if (origin === null || !allowed.has(origin)) return {};
  return {
    "access-control-allow-origin": origin,
    "access-control-allow-credentials": "true",
    "access-control-expose-headers": EXPOSED,
  };
}

export const preflightHeaders = {
  "access-control-allow-methods": METHODS,
  "access-control-allow-headers": ALLOWED,
  "access-control-max-age": "7200",
};

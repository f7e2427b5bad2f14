const METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
/** Exposed headers beyond the safelisted ones (Fetch, "CORS-safelisted response-header name"). */
const EXPOSED = [
  "Accept-Patch, Accept-Ranges, Allow, Content-Disposition, Content-Encoding, Content-Range, Date, Deprecation, ETag",
  "Idempotent-Replayed, Link, Location, Preference-Applied, RateLimit, RateLimit-Policy, Retry-After, Sunset, Vary",
  "WWW-Authenticate, X-Cache, X-Request-ID",
].join(", ");
/** Every header that a transport reads, and those that stream and trace clients send themselves. */
const ALLOWED = [
  "Accept, API-Version, Authorization, Cache-Control, Content-Encoding, Content-Type, Idempotency-Key, If-Match",
  "If-None-Match, If-Range, Last-Event-ID, Pragma, Prefer, Range, SOAPAction, traceparent, tracestate, trpc-accept",
  "X-Request-ID",
].join(", ");

/** CORS headers for an allowed origin; none for any other, whose browser then blocks the response. */
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

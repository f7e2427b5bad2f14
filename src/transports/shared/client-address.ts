import type { IncomingMessage } from "node:http";

/** Overwritten by our HTTP server on every request; absent without it. */
const HEADER = "x-crossdock-client-address";

/**
 * The client's IP address: the connection's, or the one forwarded by trusted proxies. Each proxy appends the address it
 * saw, so the last `hops` entries of `X-Forwarded-For` are trusted and the first of those is the client.
 */
export function clientAddress(request: IncomingMessage, hops: number): string {
  return forwardedAddress(String(request.headers["x-forwarded-for"] ?? ""), hops) ?? request.socket.remoteAddress ?? "";
}

export function forwardedAddress(header: string, hops: number): string | undefined {
  if (hops === 0) return undefined;
  const entries = header
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
  return entries.slice(-hops)[0];
}

/** For pages, which see headers only. */
export function markClientAddress(request: IncomingMessage, hops: number): void {
  request.headers[HEADER] = clientAddress(request, hops);
}

/** The same without a connection of our own: headers set by the caller are removed. */
export function markAddress(headers: Headers, hops: number): void {
  headers.set(HEADER, forwardedAddress(headers.get("x-forwarded-for") ?? "", hops) ?? "");
}

export function clientAddressOf(headers: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const address = headers?.[HEADER];
  return typeof address === "string" && address !== "" ? address : undefined;
}

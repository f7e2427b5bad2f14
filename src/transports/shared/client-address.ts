import type { IncomingMessage } from "node:http";

/** Written by our front over whatever a caller has sent; absent where the front does not run. */
const HEADER = "x-crossdock-client-address";

/**
 * The caller's address: the connection's, or what the proxies that are believed have written. Each proxy appends the
 * address it saw, so the last `hops` entries of `X-Forwarded-For` are theirs and the first of those is the caller.
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

/** For the pages, which see headers only. */
export function markClientAddress(request: IncomingMessage, hops: number): void {
  request.headers[HEADER] = clientAddress(request, hops);
}

/** The same where there is no connection of ours: whatever a caller says of itself is taken out. */
export function markAddress(headers: Headers, hops: number): void {
  headers.set(HEADER, forwardedAddress(headers.get("x-forwarded-for") ?? "", hops) ?? "");
}

export function clientAddressOf(headers: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const address = headers?.[HEADER];
  return typeof address === "string" && address !== "" ? address : undefined;
}

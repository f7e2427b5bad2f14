import type { IncomingMessage } from "node:http";

/** Written by our front over whatever a caller has sent; absent where the front does not run. */
const HEADER = "x-crossdock-client-address";

/**
 * The caller's address: the connection's, or what the proxies that are believed have written. Each proxy appends the
 * address it saw, so the last `hops` entries of `X-Forwarded-For` are theirs and the first of those is the caller.
 */
export function clientAddress(request: IncomingMessage, hops: number): string {
  const forwarded = String(request.headers["x-forwarded-for"] ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
  const believed = hops === 0 ? [] : forwarded.slice(-hops);
  return believed[0] ?? request.socket.remoteAddress ?? "";
}

/** For the pages, which see headers only. */
export function markClientAddress(request: IncomingMessage, hops: number): void {
  request.headers[HEADER] = clientAddress(request, hops);
}

export function clientAddressOf(headers: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const address = headers?.[HEADER];
  return typeof address === "string" && address !== "" ? address : undefined;
}

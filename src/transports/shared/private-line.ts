import type { IncomingMessage } from "node:http";
import { TLSSocket } from "node:tls";

const LOOPBACK = /^(?:::1|(?:::ffff:)?127(?:\.\d{1,3}){3})$/;
/** A connection with one of these comes from a proxy, and says nothing about the line before it. */
const OF_PROXIES = [
  "forwarded",
  "via",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-port",
  "x-forwarded-proto",
  "x-real-ip",
];

/**
 * Whether the connection is private from end to end: TLS on every hop that a trusted proxy reports, or
 * straight to us, or a connection from this machine that no proxy has passed on.
 */
export function isPrivateLine(
  { url, headers }: Request,
  incoming: IncomingMessage | undefined,
  trustProxyHops: number,
): boolean {
  const told = trustProxyHops > 0 ? entriesOf(headers.get("x-forwarded-proto")).slice(-trustProxyHops) : [];
  if (told.length > 0) return told.every((proto) => proto === "https");
  if (incoming === undefined) return trustProxyHops === 0 && url.startsWith("https:");
  if (incoming.socket instanceof TLSSocket) return true;
  return isOfThisMachine(headers, incoming);
}

/** Over loopback, and not passed on by a proxy on this machine. */
export const isOfThisMachine = (headers: Headers, incoming: IncomingMessage | undefined): boolean =>
  LOOPBACK.test(incoming?.socket.remoteAddress ?? "") && !OF_PROXIES.some((name) => headers.has(name));

const entriesOf = (header: string | null): string[] =>
  (header ?? "")
    .split(",")
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== "");

import type { IncomingMessage } from "node:http";
import { TLSSocket } from "node:tls";

const LOOPBACK = /^(?:::1|(?:::ffff:)?127(?:\.\d{1,3}){3})$/;

/**
 * Whether nobody between the caller and us can read along: TLS as far as to us or to a trusted proxy, or a connection
 * from this machine.
 */
export function isPrivateLine(
  { url, headers }: Request,
  incoming: IncomingMessage | undefined,
  trustProxyHops: number,
): boolean {
  if (trustProxyHops > 0) return lastOf(headers.get("x-forwarded-proto")) === "https" || isSealed(incoming);
  if (incoming === undefined) return url.startsWith("https:");
  return isSealed(incoming) || LOOPBACK.test(incoming.socket.remoteAddress ?? "");
}

const isSealed = (incoming: IncomingMessage | undefined): boolean => incoming?.socket instanceof TLSSocket;

const lastOf = (header: string | null): string | undefined => header?.split(",").at(-1)?.trim().toLowerCase();

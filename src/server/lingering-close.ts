import type { IncomingMessage, Server } from "node:http";
import type { Socket } from "node:net";

const LINGER_MS = 2000;

/**
 * A refusal that comes before its request was read to the end would be lost: a socket that is closed while bytes still
 * arrive is reset, and the reset throws away what was sent (RFC 9112 §9.6). So the answer is finished, reading stops,
 * and the rest is dropped a little later: a proxy passes 413 on instead of 502.
 */
export function lingerOnClose(server: Server): void {
  const current = new WeakMap<Socket, IncomingMessage>();
  server.on("request", (request: IncomingMessage) => void current.set(request.socket, request));
  server.on("connection", (socket: Socket) => {
    const close = socket.destroySoon.bind(socket);
    socket.destroySoon = () => {
      if (current.get(socket)?.complete !== false) return close();
      socket.end();
      const timer = setTimeout(() => socket.destroy(), LINGER_MS);
      socket.once("close", () => clearTimeout(timer));
    };
  });
}

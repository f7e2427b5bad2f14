import type { IncomingMessage, Server } from "node:http";
import type { Socket } from "node:net";

const LINGER_MS = 2000;

/**
 * A response sent before the request was fully read would be lost: closing a socket while bytes still arrive resets it,
 * and the reset discards the response (RFC 9112 §9.6). So the response is finished, reading stops, and the connection
 * is destroyed a little later: a proxy passes on 413 instead of 502.
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

import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { CloseCode, handleProtocols } from "graphql-ws";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import { parseJsonBytes } from "#core/kernel/json-bytes.ts";
import { type Hold, type SocketDeps, socketProtocol } from "./socket-protocol.ts";

/** What a server hands over of a connection that is to be upgraded, and how it says goodbye. */
export interface Upgrades {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Closes all sockets with "service restart", and resolves when they are closed. */
  close(): Promise<void>;
}

const LARGEST_MESSAGE = 1_048_576;
/** Limit of buffered unread bytes. */
const MOST_UNREAD = 8 * LARGEST_MESSAGE;
const PING_MS = 15_000;
const GOODBYE_MS = 1000;
/** RFC 6455's registry: the service restarts. */
const RESTARTING = 1012;

/** GraphQL over WebSocket: the protocol of graphql-ws (`graphql-transport-ws`). */
export function createSockets(deps: SocketDeps): Upgrades {
  const options = { noServer: true, maxPayload: LARGEST_MESSAGE, perMessageDeflate: false };
  const server = new WebSocketServer({ ...options, handleProtocols: (offered) => handleProtocols(offered) });
  const protocol = socketProtocol(deps);
  server.on("connection", (socket: WebSocket, request: IncomingMessage) => {
    socket.on("error", () => socket.terminate()); // such as a message that is too long
    keepAlive(socket);
    const hold: Hold = { request, refuse: (code, reason) => socket.close(code, reason) };
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (text) => sent(socket, text),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (take) => socket.on("message", (bytes) => void received(socket, bytes, take)),
      },
      hold,
    );
    socket.once("close", (code, reason) => void closed(code, String(reason)));
  });
  return {
    upgrade: (request, socket, head) =>
      server.handleUpgrade(request, socket, head, (opened) => server.emit("connection", opened, request)),
    close: async () => {
      for (const socket of server.clients) socket.close(RESTARTING, "Restarting");
      const isGone = () => server.clients.size === 0;
      for (let waitedMs = 0; !isGone() && waitedMs < GOODBYE_MS; waitedMs += 50) await sleep(50);
      for (const socket of server.clients) socket.terminate();
    },
  };
}

/** Resolves when it is sent: backpressure for slow readers. */
const sent = (socket: WebSocket, text: string): Promise<void> =>
  new Promise((resolve) => {
    if (socket.readyState === socket.OPEN) socket.send(text, () => resolve());
    else resolve();
  });

type Take = (text: string) => Promise<void>;

async function received(socket: WebSocket, bytes: RawData, take: Take): Promise<void> {
  if (socket.bufferedAmount > MOST_UNREAD || !Buffer.isBuffer(bytes)) return socket.terminate();
  try {
    parseJsonBytes(bytes); // refuses what would be rounded, or read in two ways
  } catch {
    return socket.close(CloseCode.BadRequest, "Invalid message received");
  }
  await take(bytes.toString()).catch(() => socket.close(CloseCode.InternalServerError, "Something went wrong"));
}

/** Cuts off who does not answer. */
function keepAlive(socket: WebSocket): void {
  let isThere = true;
  socket.on("pong", () => (isThere = true));
  const timer = setInterval(() => {
    if (!isThere) return socket.terminate();
    isThere = false;
    socket.ping();
  }, PING_MS);
  socket.once("close", () => clearInterval(timer));
}

import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { Server as NetServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** One connection and its pending responses, in the order of their requests. */
interface Talk {
  readonly open: Set<ServerResponse>;
  /** The response with `Connection: close`. */
  final?: ServerResponse;
  bytesRead: number;
  quietSinceMs: number;
  ended: boolean;
}

const LOOK_MS = 50;
/** How long a client may take for its next request on a connection that it considers open. */
const QUIET_MS = 1000;

/**
 * Drains an HTTP server so that every sender knows its request's outcome (RFC 9112 §9.6): the last response on each
 * connection announces the close, an idle one is half-closed first, and none is reset with a request unread.
 */
export class Drain {
  readonly #server: Server;
  readonly #talks = new Map<Socket, Talk>();
  #draining = false;

  constructor(server: Server) {
    this.#server = server;
    server.on("connection", (socket: Socket) => {
      this.#talks.set(socket, { open: new Set(), bytesRead: 0, quietSinceMs: 0, ended: false });
      socket.once("close", () => this.#talks.delete(socket));
    });
  }

  /** False: the close was announced before this request was read, so it must have no effect. */
  admits({ socket }: IncomingMessage, response: ServerResponse): boolean {
    const talk = this.#talks.get(socket);
    if (talk === undefined) return true;
    if (talk.ended || talk.final?.headersSent === true) return false;
    talk.open.add(response);
    response.once("close", () => talk.open.delete(response));
    if (this.#draining) makeFinal(talk, response);
    return true;
  }

  /** Resolves when all connections are closed. */
  async end(): Promise<void> {
    this.#draining = true;
    // The HTTP server's own close would cut idle connections at once, with a request possibly in flight.
    const closed = new Promise<"closed">((done) => NetServer.prototype.close.call(this.#server, () => done("closed")));
    for (const talk of this.#talks.values()) {
      const last = [...talk.open].at(-1);
      if (last !== undefined) makeFinal(talk, last);
    }
    const startedMs = performance.now();
    for (const talk of this.#talks.values()) talk.quietSinceMs = startedMs;
    while ((await Promise.race([closed, sleep(LOOK_MS)])) !== "closed")
      for (const [socket, talk] of this.#talks) look(socket, talk, performance.now());
  }
}

function makeFinal(talk: Talk, response: ServerResponse): void {
  if (response.headersSent || !response.shouldKeepAlive) return;
  if (talk.final !== undefined) talk.final.shouldKeepAlive = true; // another request followed it
  response.shouldKeepAlive = false;
  talk.final = response;
}

function look(socket: Socket, talk: Talk, nowMs: number): void {
  if (talk.open.size > 0 || socket.bytesRead !== talk.bytesRead) {
    talk.bytesRead = socket.bytesRead;
    talk.quietSinceMs = nowMs;
  } else if (nowMs - talk.quietSinceMs > QUIET_MS) {
    if (talk.ended) socket.destroy();
    else socket.end();
    talk.ended = true;
    talk.quietSinceMs = nowMs;
  }
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { getRequestListener, type Http2Bindings, type HttpBindings } from "@hono/node-server";
import { CLIENT_PATH } from "#transports/client/client-package.ts";
import type { Upgrades } from "#transports/graphql/socket.ts";
import { JWKS_PATH, METADATA_PATH } from "#transports/oauth/metadata.ts";
import { decodedPath, pathOf } from "#transports/shared/canonical-path.ts";
import { markClientAddress } from "#transports/shared/client-address.ts";
import { requestIdFrom } from "#transports/shared/request-context.ts";
import { Drain } from "./drain.ts";
import { answeredEarly } from "./early-answers.ts";
import { HEALTH_PATHS } from "./health.ts";
import { lingerOnClose } from "./lingering-close.ts";

/** Next, for every request that is not for a transport. */
export interface Pages {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** False in roles without pages, where the transports handle every path. */
  readonly isOpen: () => boolean | Promise<boolean>;
  /** How many trusted proxies may add to the forwarded client address. */
  readonly proxyHops: number;
  /** Only in development, for fast refresh. */
  readonly upgrade?: (request: IncomingMessage, socket: Socket, head: Buffer) => void;
}

export interface FrontOptions {
  readonly fetch: (request: Request, env: HttpBindings | Http2Bindings) => Response | Promise<Response>;
  /** Absent in roles without screens. */
  readonly pages?: Pages | undefined;
  /** Whether the public address is https. */
  readonly secure?: boolean;
  /** What speaks over connections that were upgraded, by its path. */
  readonly upgrades?: ReadonlyMap<string, Upgrades> | undefined;
  readonly onError: (error: unknown) => void;
}

export interface Front {
  readonly server: Server;
  listen(port: number, host: string): Promise<number>;
  /**
   * Stops accepting connections, responds to requests already read and closes idle connections. Resolves when all are
   * closed.
   */
  close(): Promise<void>;
}

/**
 * For a file of 5 GB at 1.5 MB/s. Headers have a minute, and unauthenticated requests are rejected before a body is
 * read, or have half a minute for it (SOAP and webhooks, whose sender is named by the body).
 */
const REQUEST_TIMEOUT_MS = 3_600_000;
/** A year in seconds (RFC 6797). */
const HSTS = ["strict-transport-security", "max-age=31536000"] as const;

/** The one HTTP server: transports and health checks first, every other path is a page. */
export function createFront({ fetch, pages, secure = false, upgrades = new Map(), onError }: FrontOptions): Front {
  const always = [["x-content-type-options", "nosniff"], ...(secure ? [HSTS] : [])] as const;
  // HTTP/1.0 has no Host header; Node itself rejects HTTP/1.1 without one.
  const transports = getRequestListener(fetch, { hostname: "localhost" });
  const server = createServer({ keepAliveTimeout: 72_000, requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
    for (const [name, value] of always) response.setHeader(name, value);
    if (!drain.admits(request, response) || answeredEarly(request, response)) return;
    if (pages === undefined || isTransport(request.url ?? "/")) void transports(request, response);
    else toPage(pages, request, response).catch(onError);
  });
  const drain = new Drain(server);
  async function toPage(open: Pages, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (await open.isOpen()) await page(open, request, response);
    else await transports(request, response);
  }
  lingerOnClose(server);
  const upgraded = new Set<Socket>();
  let isClosing = false;
  server.on("upgrade", (request: IncomingMessage, socket: Socket, head: Buffer) => {
    upgraded.add(socket.once("close", () => upgraded.delete(socket)));
    socket.on("error", () => socket.destroy()); // Node removes its own listener: a reset would end the process
    const known = upgrades.get(pathOf(request.url ?? "/"));
    if (known !== undefined && !isClosing) known.upgrade(request, socket, head);
    else if (pages?.upgrade !== undefined && request.url?.startsWith("/_next/") === true)
      pages.upgrade(request, socket, head);
    else
      socket
        .once("finish", () => socket.destroy())
        .end("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  });
  return {
    server,
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once("error", reject).listen(port, host, () => {
          const address = server.address();
          resolve(typeof address === "object" && address !== null ? address.port : port);
        });
      }),
    async close() {
      isClosing = true;
      const drained = drain.end();
      await Promise.all([...upgrades.values()].map((each) => each.close()));
      for (const socket of upgraded) socket.destroy(); // WebSockets have received their close frame
      await drained;
    },
  };
}

async function page({ handle, proxyHops }: Pages, request: IncomingMessage, response: ServerResponse): Promise<void> {
  markClientAddress(request, proxyHops);
  const requestId = requestIdFrom(request.headers["x-request-id"]?.toString());
  request.headers["x-request-id"] = requestId;
  response.setHeader("x-request-id", requestId);
  await handle(request, response);
}

/**
 * The routes of next-auth are the only part of /api that Next serves. No other spelling of /api reaches Next's routes.
 */
function isTransport(url: string): boolean {
  const path = decodedPath(pathOf(url)) ?? "/";
  if (path === "/api" || path.startsWith("/api/")) return !path.startsWith("/api/auth/");
  if (path.startsWith("/problems/")) return true;
  if (path === CLIENT_PATH || path === JWKS_PATH || path === METADATA_PATH) return true;
  return path === "/docs" || path.startsWith("/docs/") || HEALTH_PATHS.has(path);
}

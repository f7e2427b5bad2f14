import { type Client, createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { createFront } from "#server/front.ts";
import type { Answer, Asking } from "#testing/fixtures/ways.ts";
import type { Gateway } from "#transports/gateway/gateway.ts";
import { Engine } from "#transports/graphql/engine.ts";
import { GRAPHQL_PATH } from "#transports/graphql/http.ts";
import { createSockets } from "#transports/graphql/socket.ts";

/**
 * GraphQL's sockets over a gateway of a test, on a port of their own. The streams of one credential share one socket,
 * as those of a page do; with `perAddress` those that come from one address.
 */
export async function startGraphqlSocket(gateway: Gateway, { perAddress = false } = {}) {
  const sockets = createSockets({ engine: new Engine(), gateway, trustProxyHops: 1 });
  const front = createFront({
    fetch: () => new Response(null, { status: 404 }),
    upgrades: new Map([[GRAPHQL_PATH, sockets]]),
    onError: (error) => process.emitWarning(String(error)),
  });
  const port = await front.listen(0, "127.0.0.1");
  const clients = new Map<string, Client>();
  const clientOf = ({ authorization = "", ...headers }: Asking["headers"]): Client => {
    const from = perAddress ? `${authorization} ${headers["x-forwarded-for"]}` : authorization;
    const client = clients.get(from) ?? connect(`ws://127.0.0.1:${port}${GRAPHQL_PATH}`, authorization, headers);
    clients.set(from, client);
    return client;
  };
  return {
    stream: ({ headers }: Asking, query: string) => streamOf(clientOf(headers), query),
    close: async () => {
      for (const client of clients.values()) await client.dispose();
      await front.close();
    },
  };
}

function connect(url: string, authorization: string, headers: Asking["headers"]): Client {
  const webSocketImpl = class extends WebSocket {
    constructor(address: string, protocol: string) {
      super(address, protocol, { headers });
    }
  };
  return createClient({
    url,
    webSocketImpl,
    connectionParams: { authorization },
    retryAttempts: 0,
    lazyCloseTimeout: 60_000,
  });
}

/** The results of a subscription as text. */
function streamOf(client: Client, query: string): Promise<Answer> {
  const { readable, writable } = new TransformStream<string, string>(undefined, undefined, { highWaterMark: 1000 });
  const writer = writable.getWriter();
  const write = (text: string) => void writer.write(text).catch(() => leave()); // the reader has gone
  const close = () => void writer.close().catch(() => {});
  const leave = client.subscribe(
    { query },
    {
      next: (result) => write(JSON.stringify(result)),
      error: (refusal) => {
        write(said(refusal));
        close();
      },
      complete: close,
    },
  );
  writer.closed.catch(() => leave());
  return Promise.resolve({ status: 200, reader: readable.getReader() });
}

/** Errors of one operation, or the reason for which the socket was closed. */
const said = (refusal: unknown): string =>
  JSON.stringify(refusal instanceof Object && "reason" in refusal ? { code: refusal.reason } : refusal);

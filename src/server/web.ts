import { GRAPHQL_PATH } from "#transports/graphql/http.ts";
import { createSockets } from "#transports/graphql/socket.ts";
import { createFront, type Front } from "./front.ts";
import { graphqlEngine } from "./graphql.ts";
import { healthApp, type Readiness } from "./health.ts";
import type { ServerHub } from "./hub.ts";
import { preparePages } from "./pages.ts";
import { createSetup, type Setup } from "./setup.ts";
import { transportsOf } from "./transports.ts";

export interface WebOptions {
  readonly hub: ServerHub;
  readonly readiness: Readiness;
  readonly dev: boolean;
  /** False in roles without pages: then only health and metrics are served. */
  readonly screens: boolean;
}

export interface Web {
  readonly front: Front;
  readonly port: number;
  readonly setup: Setup;
}

export async function startWeb({ hub, readiness, dev, screens }: WebOptions): Promise<Web> {
  const { config, log } = hub;
  const setup = createSetup(hub);
  const { fetch, upgrades } = screens
    ? doorsOf(hub, { readiness, setup })
    : { fetch: healthApp(hub, readiness).fetch, upgrades: undefined };
  const front = createFront({
    fetch,
    upgrades,
    pages: screens ? preparePages(hub, { dev, isOpen: () => setup.isDone() }) : undefined,
    secure: config.publicUrl.startsWith("https://"),
    onError: (error) => log.error({ err: error }, "A page failed"),
  });
  return { front, setup, port: await front.listen(screens ? config.port : config.healthPort, config.host) };
}

/** What is asked over HTTP, and what speaks over connections that were upgraded. */
function doorsOf(hub: ServerHub, { readiness, setup }: { readiness: Readiness; setup: Setup }) {
  const { config, gateway } = hub;
  const engine = graphqlEngine(hub);
  const sockets = createSockets({ engine, gateway, trustProxyHops: config.trustProxyHops });
  const { fetch } = transportsOf(hub, { readiness, setup, engine });
  return { fetch, upgrades: new Map([[GRAPHQL_PATH, sockets]]) };
}

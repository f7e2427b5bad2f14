import { createFront, type Front } from "./front.ts";
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
  const app = screens ? transportsOf(hub, { readiness, setup }) : healthApp(hub, readiness);
  const front = createFront({
    fetch: app.fetch,
    pages: screens ? preparePages(hub, { dev, isOpen: () => setup.isDone() }) : undefined,
    secure: config.publicUrl.startsWith("https://"),
    onError: (error) => log.error({ err: error }, "A page failed"),
  });
  return { front, setup, port: await front.listen(screens ? config.port : config.healthPort, config.host) };
}

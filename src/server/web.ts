import { Hono } from "hono";
import { httpApp } from "#transports/http.ts";
import { demoKeys } from "./demo-key.ts";
import { createFront, type Front } from "./front.ts";
import { healthApp, type Readiness } from "./health.ts";
import type { ServerHub } from "./hub.ts";
import { preparePages } from "./pages.ts";
import { createSetup, type Setup } from "./setup.ts";

export interface WebOptions {
  readonly hub: ServerHub;
  readonly readiness: Readiness;
  readonly dev: boolean;
  /** False in roles that serve no people: then only health and metrics answer. */
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
  const app = new Hono().route("/", healthApp(hub, readiness));
  if (screens) app.route("/", setup.app).route("/", httpApp({ hub, demoKey: demoKeys(hub), ...config }));
  const front = createFront({
    fetch: app.fetch,
    pages: screens ? preparePages(hub, { dev, isOpen: () => setup.isDone() }) : undefined,
    onError: (error) => log.error({ err: error }, "A page failed"),
  });
  return { front, setup, port: await front.listen(screens ? config.port : config.healthPort, config.host) };
}

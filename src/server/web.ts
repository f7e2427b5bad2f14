import { Hono } from "hono";
import { httpApp } from "#transports/http.ts";
import { demoKeys } from "./demo-key.ts";
import { createFront, type Front } from "./front.ts";
import { healthApp, type Readiness } from "./health.ts";
import type { ServerHub } from "./hub.ts";
import { preparePages } from "./pages.ts";

export interface WebOptions {
  readonly hub: ServerHub;
  readonly readiness: Readiness;
  readonly dev: boolean;
  /** False in roles that serve no people: then only health and metrics answer. */
  readonly screens: boolean;
}

export async function startWeb({ hub, readiness, dev, screens }: WebOptions): Promise<{ front: Front; port: number }> {
  const { config, log } = hub;
  const app = new Hono().route("/", healthApp(hub, readiness));
  if (screens) app.route("/", httpApp({ hub, demoKey: demoKeys(hub), ...config }));
  const front = createFront({
    fetch: app.fetch,
    pages: screens ? preparePages(hub, dev) : undefined,
    onError: (error) => log.error({ err: error }, "A page failed"),
  });
  return { front, port: await front.listen(screens ? config.port : config.healthPort, config.host) };
}

import { Hono } from "hono";
import { codeOf } from "#core/database-failure.ts";
import { httpApp } from "#transports/http.ts";
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
  if (screens) app.route("/", httpApp({ hub, ...config }));
  const front = createFront({
    fetch: app.fetch,
    pages: screens ? preparePages(hub, dev) : undefined,
    onError: (error) => log.error({ err: error }, "A page failed"),
  });
  const port = await front.listen(config.port, config.host).catch((error: unknown) => {
    if (screens || codeOf(error) !== "EADDRINUSE") throw error;
    log.warn({ port: config.port }, "The port is in use: health and metrics answer on another one");
    return front.listen(0, config.host);
  });
  return { front, port };
}

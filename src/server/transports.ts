import { Hono } from "hono";
import { httpApp } from "#transports/http.ts";
import { demoKeys } from "./demo-key.ts";
import { healthApp, type Readiness } from "./health.ts";
import type { ServerHub } from "./hub.ts";
import type { Setup } from "./setup.ts";

/** Health first, then the setup page of a hub without an administrator, then every transport. */
export function transportsOf(hub: ServerHub, { readiness, setup }: { readiness: Readiness; setup: Setup }): Hono {
  return new Hono()
    .route("/", healthApp(hub, readiness))
    .route("/", setup.app)
    .route("/", httpApp({ hub, demoKey: demoKeys(hub), ...hub.config }));
}

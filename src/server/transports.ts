import { Hono } from "hono";
import type { Engine } from "#transports/graphql/engine.ts";
import { httpApp } from "#transports/http.ts";
import { demoKeys } from "./demo-key.ts";
import { healthApp, type Readiness } from "./health.ts";
import type { ServerHub } from "./hub.ts";
import type { Setup } from "./setup.ts";

interface Means {
  readonly readiness: Readiness;
  readonly setup: Setup;
  readonly engine: Engine;
}

/** Health first, then the setup page of a hub without an administrator, then every transport. */
export function transportsOf(hub: ServerHub, { readiness, setup, engine }: Means): Hono {
  const onError = (error: unknown) => hub.log.error({ err: error }, "A call over SOAP failed outside an operation");
  return new Hono()
    .route("/", healthApp(hub, readiness))
    .route("/", setup.app)
    .route("/", httpApp({ hub, engine, oauth: hub.oauth, demoKey: demoKeys(hub), onError, ...hub.config }));
}

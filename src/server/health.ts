import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import type { Scope } from "#core/kernel/actor.ts";
import { httpKnock } from "#transports/shared/http-knock.ts";
import { isOfThisMachine } from "#transports/shared/private-line.ts";
import manifest from "../../package.json" with { type: "json" };
import { databaseLatency } from "./health-store.ts";
import type { ServerHub } from "./hub.ts";

export const HEALTH_PATHS: ReadonlySet<string> = new Set(["/livez", "/readyz", "/health", "/metrics"]);

export interface Readiness {
  /** Set during shutdown: no new work should be sent here. */
  draining: boolean;
}

type Env = { Bindings: Partial<HttpBindings> };

const startedAt = Date.now();
const noStore = { "cache-control": "no-store" };

/** Endpoints for orchestrators, load balancers and Prometheus. Liveness never depends on an external system. */
export function healthApp(hub: ServerHub, readiness: Readiness): Hono<Env> {
  const mayLook = lookout(hub);
  const ready = () => !readiness.draining && hub.db.up();
  const state = () => ({
    status: ready() ? "ready" : "unavailable",
    checks: { server: readiness.draining ? "draining" : "up", database: hub.db.up() ? "up" : "away" },
  });
  const answer = (context: Context<Env>, more: object = {}) =>
    context.json({ ...state(), ...more }, ready() ? 200 : 503, ready() ? noStore : { ...noStore, "retry-after": "2" });

  return new Hono<Env>()
    .get("/livez", (context) => context.json({ status: "live" }, 200, noStore))
    .get("/readyz", (context) => answer(context))
    .get("/health", async (context) =>
      answer(context, (await mayLook(context, "settings:write")) ? await details(hub) : {}),
    )
    .get("/metrics", async (context) => {
      if (!(await mayLook(context, "settings:read")))
        return context.json({ status: "forbidden" }, 403, {
          ...noStore,
          "www-authenticate": 'Bearer realm="crossdock"',
        });
      const { registry } = hub.metrics;
      return context.body(await registry.metrics(), 200, { ...noStore, "content-type": registry.contentType });
    });
}

async function details(hub: ServerHub): Promise<object> {
  return {
    role: hub.config.role,
    version: manifest.version,
    uptimeS: Math.round((Date.now() - startedAt) / 1000),
    memoryMb: Math.round(process.memoryUsage.rss() / 1_048_576),
    databaseLatencyMs: await databaseLatency(hub.db.sql),
    liveReaders: hub.feed.readers,
  };
}

/** From loopback without a proxy, or with a key or session that holds the scope. */
function lookout(hub: ServerHub): (context: Context<Env>, scope: Scope) => Promise<boolean> {
  const { trustProxyHops } = hub.config;
  return async ({ req, env: { incoming } }, scope) => {
    const { headers } = req.raw;
    if (isOfThisMachine(headers, incoming)) return true;
    if (headers.get("authorization") === null && headers.get("cookie") === null) return false;
    const caller = await hub.gateway.enter(httpKnock(req.raw, { transport: "health", incoming, trustProxyHops }));
    return caller.refusal === undefined && caller.actor.scopes.has(scope);
  };
}

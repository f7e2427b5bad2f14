import { markAddress } from "#transports/shared/client-address.ts";
import type { ServerHub } from "./hub.ts";
import { createSetup } from "./setup.ts";
import { transportsOf } from "./transports.ts";

/** The same transports, limits and all, without our HTTP front: the host's proxies say where a request comes from. */
export function hostedApp(hub: ServerHub): (request: Request) => Response | Promise<Response> {
  const app = transportsOf(hub, { readiness: { draining: false }, setup: createSetup(hub) });
  return (request) => {
    const marked = new Request(request);
    markAddress(marked.headers, hub.config.trustProxyHops);
    return app.fetch(marked, {});
  };
}

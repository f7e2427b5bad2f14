import { markAddress } from "#transports/shared/client-address.ts";
import { graphqlEngine } from "./graphql.ts";
import type { ServerHub } from "./hub.ts";
import { createSetup } from "./setup.ts";
import { transportsOf } from "./transports.ts";

/** The same transports and limits without our HTTP server: the host's proxies provide the client address. */
export function hostedApp(hub: ServerHub): (request: Request) => Response | Promise<Response> {
  const app = transportsOf(hub, {
    readiness: { draining: false },
    setup: createSetup(hub),
    engine: graphqlEngine(hub),
  });
  return (request) => {
    const marked = new Request(request);
    markAddress(marked.headers, hub.config.trustProxyHops);
    return app.fetch(marked, {});
  };
}

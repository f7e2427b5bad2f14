import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { distDirectory } from "#config/next-environment.ts";
import { failure } from "#core/kernel/errors.ts";
import { problemOf } from "#transports/shared/problem.ts";
import type { Pages } from "./front.ts";
import type { ServerHub } from "./hub.ts";

const root = join(import.meta.dirname, "../..");

const notBuilt = failure("unavailable", "pages.not_built", () => ({
  message: "The screens have not been built. Run npm start, which builds them, or npm run build.",
  retryAfterS: 60,
}));

/** Next is prepared in the background; transports respond while it is loading. */
export function preparePages(
  { config, log }: ServerHub,
  { dev, isOpen }: { dev: boolean; isOpen: Pages["isOpen"] },
): Pages {
  const proxyHops = config.trustProxyHops;
  if (!dev && !existsSync(join(root, distDirectory(), "BUILD_ID"))) {
    log.warn("The screens have not been built; only the APIs are served");
    return { handle: answerNotBuilt, proxyHops, isOpen };
  }
  // Next subscribes to upgrades on any server that it finds; this emitter gets only those meant for Next.
  const upgrades = createServer();
  const ready = import("next").then(async ({ default: next }) => {
    const app = next({ dev, dir: root, hostname: config.host, port: config.port, httpServer: upgrades });
    await app.prepare();
    return app.getRequestHandler();
  });
  ready.catch((error: unknown) => log.error({ err: error }, "The screens could not be loaded"));
  return {
    proxyHops,
    isOpen,
    handle: async (request, response) => (await ready)(request, response),
    ...(dev && { upgrade: (...upgrade) => void upgrades.emit("upgrade", ...upgrade) }),
  };
}

const answerNotBuilt: Pages["handle"] = async (request, response) => {
  const requestId = String(request.headers["x-request-id"]);
  const { status, headers, body } = problemOf(notBuilt(), { problemBase: "/problems", instance: "/", requestId });
  response.writeHead(status, headers).end(body);
};

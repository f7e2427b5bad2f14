import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isBuilding } from "#config/next-environment.ts";
import type { bootHosted as BootHosted } from "./boot.ts";
import type { ServerHub } from "./hub.ts";

const KEY = Symbol.for("crossdock.hub");
const ASKED_WHILE_BUILDING =
  "The hub was asked for while the screens are built: read the session or the request first, which makes a page dynamic.";
const place: typeof globalThis & { [KEY]?: Promise<ServerHub> } = globalThis;

/**
 * The process's one hub. Next bundles its own copy of our modules, so it is kept where every copy finds it; under
 * `next start` and on serverless hosts, where main.ts has not built one, the first who asks does.
 */
export function getHub(): Promise<ServerHub> {
  if (isBuilding()) return Promise.reject(new Error(ASKED_WHILE_BUILDING));
  place[KEY] ??= buildHere();
  return place[KEY];
}

export function setHub(hub: ServerHub): void {
  place[KEY] = Promise.resolve(hub);
}

/** Node loads the sources themselves: a bundled copy would look for migrations and binaries in the wrong place. */
async function buildHere(): Promise<ServerHub> {
  const boot = pathToFileURL(join(process.cwd(), "src/server/boot.ts")).href;
  const { bootHosted }: { bootHosted: typeof BootHosted } = await import(/* turbopackIgnore: true */ boot);
  return bootHosted();
}

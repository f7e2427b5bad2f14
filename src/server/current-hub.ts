import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isBuilding } from "#config/next-environment.ts";
import type { bootHosted as BootHosted } from "./boot.ts";
import type { ServerHub } from "./hub.ts";

const KEY = Symbol.for("crossdock.hub");
const ASKED_WHILE_BUILDING =
  "The hub was requested while the screens are built: read the session or the request first, which makes a page dynamic.";
const place: typeof globalThis & { [KEY]?: Promise<ServerHub> } = globalThis;

/**
 * The process's single hub. Next bundles its own copy of these modules, so the hub is stored globally. Under `next
 * start` and on serverless hosts, which skip main.ts, the first caller creates it.
 */
export function getHub(): Promise<ServerHub> {
  if (isBuilding()) return Promise.reject(new Error(ASKED_WHILE_BUILDING));
  place[KEY] ??= buildHere();
  return place[KEY];
}

export function setHub(hub: ServerHub): void {
  place[KEY] = Promise.resolve(hub);
}

/** Node loads the sources directly: a bundled copy would look for migrations and binaries in the wrong folder. */
async function buildHere(): Promise<ServerHub> {
  const boot = pathToFileURL(join(process.cwd(), "src/server/boot.ts")).href;
  const { bootHosted }: { bootHosted: typeof BootHosted } = await import(/* turbopackIgnore: true */ boot);
  return bootHosted();
}

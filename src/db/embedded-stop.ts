import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stopUnused } from "./embedded.ts";

/** A start in progress when its process was killed may bring a server up a little later. */
const LOOK_AGAIN = 20;
const REST_MS = 500;

const [dataDir = ""] = process.argv.slice(2);
for (let looked = 0; looked < LOOK_AGAIN && existsSync(join(dataDir, "postgres")); looked += 1) {
  if (!(await stopUnused(dataDir))) break;
  await sleep(REST_MS);
}

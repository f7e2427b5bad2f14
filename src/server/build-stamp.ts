import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { distDirectory } from "#config/next-environment.ts";

const root = join(import.meta.dirname, "../..");
const stampFile = () => join(root, distDirectory(), "crossdock-stamp");

/** The sources of the screens, without tests. */
const SOURCES = ["src", "public", "next.config.mjs", "postcss.config.mjs", "package-lock.json", "tsconfig.json"];
const isSource = (name: string) => !/\.test\.tsx?$/.test(name);

/** A hash of everything that the built screens depend on. */
export async function sourceStamp(): Promise<string> {
  const paths = (await Promise.all(SOURCES.map(filesIn))).flat().filter(isSource).toSorted();
  const hash = createHash("sha256").update(process.version);
  for (const path of paths) hash.update(path).update(await readFile(join(root, path)));
  return hash.digest("hex");
}

async function filesIn(source: string): Promise<string[]> {
  if (!existsSync(join(root, source))) return [];
  if (/\.\w+$/.test(source)) return [source];
  const entries = await readdir(join(root, source), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}

/** True when the last build was made from the current sources. */
export async function isBuilt(stamp: string): Promise<boolean> {
  if (!existsSync(join(root, distDirectory(), "BUILD_ID"))) return false;
  return (await readFile(stampFile(), "utf8").catch(() => "")) === stamp;
}

export const rememberBuild = (stamp: string): Promise<void> => writeFile(stampFile(), stamp);

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const Lock = z.object({ packages: z.record(z.string(), z.object({ hasInstallScript: z.boolean().optional() })) });
const Manifest = z.object({ allowScripts: z.record(z.string(), z.boolean()) });

interface Declared {
  readonly lock: unknown;
  readonly manifest: unknown;
}

/** Packages that would run a script when they are installed and are not named in `allowScripts`, and names without need. */
export function undeclaredScripts({ lock, manifest }: Declared): string[] {
  const { packages } = Lock.parse(lock);
  const { allowScripts } = Manifest.parse(manifest);
  const scripted = Object.entries(packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([path]) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length));
  const names = new Set(scripted);
  return [
    ...[...names]
      .filter((name) => !(name in allowScripts))
      .map((name) => `${name} has an install script: allow or refuse it by name in allowScripts of package.json.`),
    ...Object.keys(allowScripts)
      .filter((name) => !names.has(name))
      .map((name) => `allowScripts names ${name}, which has no install script.`),
  ];
}

const json = (root: string, file: string): unknown => JSON.parse(readFileSync(join(root, file), "utf8"));

export const readDeclared = (root: string): Declared => ({
  lock: json(root, "package-lock.json"),
  manifest: json(root, "package.json"),
});

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import manifest from "../../../api-tools/package.json" with { type: "json" };

const root = join(import.meta.dirname, "../../..");
/**
 * External tools in a package of their own: they need another TypeScript version, and the product does not need them.
 */
export const toolFolder = join(root, "api-tools");

const SILENT = {
  DO_NOT_TRACK: "1",
  REDOCLY_TELEMETRY: "off",
  REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
  SCARF_ANALYTICS: "false",
  npm_config_update_notifier: "false",
};

export interface Ran {
  readonly code: number | null;
  readonly output: string;
}

/** Installs the tools when one is missing: about twenty seconds, once. */
export async function ensureApiTools(): Promise<void> {
  const needed = [
    "node_modules/.package-lock.json",
    ...Object.keys(manifest.dependencies).map((name) => `node_modules/${name}`),
  ];
  if (needed.every((path) => existsSync(join(toolFolder, path)))) return;
  const npm = await ran("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
  if (npm.code !== 0) throw new Error(`npm ci failed in api-tools:\n${npm.output}`);
}

/** Runs a script below api-tools/node_modules with this Node, in api-tools. */
export const runTool = (script: string, args: readonly string[]): Promise<Ran> =>
  ran(process.execPath, [join("node_modules", script), ...args]);

/** Runs any program in api-tools; its code is null when it is missing. */
export function ran(program: string, args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: toolFolder,
      env: { ...process.env, ...SILENT, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", () => resolve({ code: null, output: `${program} is not on this machine` }));
    child.on("close", (code) => resolve({ code, output: Buffer.concat(chunks).toString("utf8").trim() }));
  });
}

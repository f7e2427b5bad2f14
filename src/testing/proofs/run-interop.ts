import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

interface Proof {
  /** Who is proved, before each line of output. */
  readonly name: string;
  /** The setting of `vitest.config.ts` that selects the tests; it holds the folder of the external programs. */
  readonly setting: string;
  /** Timeout of the tests, once the programs are present. */
  readonly limitMs: number;
  readonly passed: string;
  readonly failed: string;
}

type Programs = { readonly folder: string } | { readonly missing: string };

/**
 * Runs tests against external programs, and sets the exit code. Without the programs they do not run: an error in CI,
 * where `.ci/run` installs what is needed.
 */
export async function runInterop({ name, setting, limitMs, passed, failed }: Proof, programs: Programs): Promise<void> {
  const say = (text: string) => process.stdout.write(`${name}: ${text}\n`);
  if ("missing" in programs) {
    say(`not run, ${programs.missing}`);
    process.exitCode = process.env["CI"] ? 1 : 0;
    return;
  }
  const child = spawn(process.execPath, ["node_modules/vitest/vitest.mjs", "run"], {
    cwd: join(import.meta.dirname, "../../.."),
    env: { ...process.env, [setting]: programs.folder },
    stdio: "inherit",
  });
  const timer = setTimeout(() => child.kill("SIGTERM"), limitMs);
  const [code] = await once(child, "exit");
  clearTimeout(timer);
  say(code === 0 ? passed : failed);
  process.exitCode = code === 0 ? 0 : 1;
}

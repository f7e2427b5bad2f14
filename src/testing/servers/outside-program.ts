import { spawnSync } from "node:child_process";
import { describe } from "vitest";

/** Whether an external program can be started here. */
export const installed = (program: string, args: readonly string[] = ["--version"]): boolean =>
  spawnSync(program, [...args], { stdio: "ignore" }).status === 0;

/**
 * `describe` for tests that need an external program, which `.ci/run` installs. Without it they are skipped locally,
 * and fail in CI: a missing program must not look like a passing run.
 */
export function describeWith(program: string, here: boolean): typeof describe | typeof describe.skip {
  if (here) return describe;
  if (process.env.CI) throw new Error(`${program} is not installed. .ci/run installs it for the tests in this file.`);
  return describe.skip;
}

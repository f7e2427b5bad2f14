import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "./check.ts";
import { RETRIED_FILE } from "./retry-reporter.ts";
import {
  addTotals,
  NOTHING,
  playwrightTotals,
  retriedLines,
  runnerTotals,
  type Totals,
  totalsLine,
  vitestTotals,
} from "./totals.ts";

type Runner = { name: string; args: string[]; report: string; count: (report: unknown) => Totals };

const root = join(import.meta.dirname, "../..");
const RESULTS = "test-results";
const RUNNERS: readonly Runner[] = [
  {
    name: "vitest",
    args: [
      "node_modules/vitest/vitest.mjs",
      "run",
      ...["default", "json", "./src/testing/retry-reporter.ts"].map((reporter) => `--reporter=${reporter}`),
    ],
    report: `${RESULTS}/vitest.json`,
    count: (report) => vitestTotals(report, namesIn(join(root, RETRIED_FILE))),
  },
  {
    name: "playwright",
    args: ["node_modules/@playwright/test/cli.js", "test", "--pass-with-no-tests"],
    report: `${RESULTS}/playwright.json`,
    count: playwrightTotals,
  },
];

const full = process.argv.includes("--full");
const env = {
  ...process.env,
  SCALE: full ? "full" : (process.env.SCALE ?? "1"),
  TEST_SEED: process.env.TEST_SEED ?? String(Date.now() % 2 ** 31),
};
/** A runner that hangs is killed, so that the totals are always printed; generous for slow machines. */
const LIMIT_MS = (full ? 8 * 60 : 60) * 60_000;

const print = (text: string) => process.stdout.write(`${text}\n`);

async function checked(): Promise<Totals> {
  const parts = await check(print);
  const passed = parts.filter((part) => part.passed).length;
  return { ...NOTHING, passed, failed: parts.length - passed };
}

async function run({ args, report, count }: Runner): Promise<Totals> {
  for (const file of [report, RETRIED_FILE]) rmSync(join(root, file), { force: true });
  const exitCode = await exitOf(args);
  return runnerTotals(count, readReport(join(root, report)), exitCode);
}

function exitOf(args: string[]): Promise<number | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", "inherit", "inherit"] });
    const stop = () => child.kill("SIGTERM");
    const timer = setTimeout(stop, LIMIT_MS);
    process.once("SIGTERM", stop);
    child.on("error", () => resolve(null));
    child.on("exit", (code) => {
      clearTimeout(timer);
      process.off("SIGTERM", stop);
      resolve(code);
    });
  });
}

/** Undefined when the runner left no report, or an incomplete one. */
function readReport(path: string): unknown {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

function namesIn(path: string): string[] {
  const names = readReport(path);
  return Array.isArray(names) ? names.map(String) : [];
}

const startedAt = new Date();
mkdirSync(join(root, RESULTS), { recursive: true });
print(`SCALE=${env.SCALE} TEST_SEED=${env.TEST_SEED}\n\n── check`);
const byRunner: Record<string, Totals> = { check: await checked() };
for (const runner of RUNNERS) {
  print(`\n── ${runner.name}`);
  byRunner[runner.name] = await run(runner);
}
const totals = addTotals(Object.values(byRunner));

if (full) {
  const path = `${RESULTS}/full-${startedAt.toISOString().slice(0, 19).replaceAll(":", "-")}.json`;
  const result = { startedAt, endedAt: new Date(), seed: env.TEST_SEED, node: process.version, byRunner, totals };
  writeFileSync(join(root, path), `${JSON.stringify(result, null, 2)}\n`);
  print(`\nResult kept in ${path}`);
}

print(["", ...retriedLines(totals), ""].join("\n"));
for (const [name, each] of Object.entries(byRunner)) print(`${name.padEnd(12)}${totalsLine(each)}`);
print(`\n${totalsLine(totals)}`);
process.exitCode = totals.failed > 0 ? 1 : 0;

import { z } from "zod";

/** `retried` names the tests that passed only on a retry; they are among the passed. */
export type Totals = { passed: number; failed: number; skipped: number; retried: readonly string[] };

export const NOTHING: Totals = { passed: 0, failed: 0, skipped: 0, retried: [] };

const VitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});

interface Suite {
  specs: { title: string; file: string; tests: { status: string; projectName: string }[] }[];
  suites?: Suite[] | undefined;
}

const PlaywrightSuite: z.ZodType<Suite> = z.object({
  specs: z.array(
    z.object({
      title: z.string(),
      file: z.string(),
      tests: z.array(z.object({ status: z.string(), projectName: z.string() })),
    }),
  ),
  suites: z.array(z.lazy(() => PlaywrightSuite)).optional(),
});

const PlaywrightReport = z.object({
  suites: z.array(PlaywrightSuite),
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()),
});

/** A file that failed outside its tests (an import, a hook) counts as one failure. */
export function vitestTotals(report: unknown, retried: readonly string[] = []): Totals {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = VitestReport.parse(report);
  const broken = testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.every(({ status }) => status !== "failed"),
  );
  const failed = numFailedTests + broken.length;
  return { passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests, retried };
}

/** Browser tests on a busy machine get a retry. */
export function playwrightTotals(report: unknown): Totals {
  const { stats, errors, suites } = PlaywrightReport.parse(report);
  const failed = stats.unexpected + errors.length;
  return { passed: stats.expected + stats.flaky, failed, skipped: stats.skipped, retried: suites.flatMap(retriedIn) };
}

function retriedIn({ specs, suites = [] }: Suite): string[] {
  const own = specs.flatMap(({ title, file, tests }) =>
    tests.filter(({ status }) => status === "flaky").map(({ projectName }) => `${file} > ${title} (${projectName})`),
  );
  return [...own, ...suites.flatMap(retriedIn)];
}

/** The totals of a runner, from its report (undefined when it left none) and its exit code. */
export function runnerTotals(count: (report: unknown) => Totals, report: unknown, exitCode: number | null): Totals {
  const counted = report === undefined ? NOTHING : count(report);
  const crashed = (exitCode !== 0 || report === undefined) && counted.failed === 0;
  return crashed ? { ...counted, failed: 1 } : counted;
}

export function addTotals(all: readonly Totals[]): Totals {
  return all.reduce(
    (sum, one) => ({
      passed: sum.passed + one.passed,
      failed: sum.failed + one.failed,
      skipped: sum.skipped + one.skipped,
      retried: [...sum.retried, ...one.retried],
    }),
    NOTHING,
  );
}

export function totalsLine({ passed, failed, skipped }: Totals): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** Lines above the summary; empty when every test passed at its first attempt. */
export function retriedLines({ retried }: Totals): string[] {
  if (retried.length === 0) return [];
  return [`${retried.length} passed only on a retry:`, ...retried.map((name) => `  ${name}`)];
}

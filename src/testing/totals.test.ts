import { expect, test } from "vitest";
import { addTotals, playwrightTotals, retriedLines, runnerTotals, totalsLine, vitestTotals } from "./totals.ts";

const vitest = (counts: { passed?: number; failed?: number }, files: { status: string; tests: string[] }[] = []) => ({
  numPassedTests: counts.passed ?? 0,
  numFailedTests: counts.failed ?? 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: files.map(({ status, tests }) => ({ status, assertionResults: tests.map((one) => ({ status: one })) })),
});
const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 };
const spec = (title: string, status: string) => ({
  title,
  file: "e2e/a.spec.ts",
  tests: [{ status, projectName: "desktop" }],
});
const suites = [{ specs: [spec("first", "expected")], suites: [{ specs: [spec("second", "flaky")] }] }];

test("a test file that fails outside its tests counts as a failure", () => {
  const files = [
    { status: "failed", tests: [] },
    { status: "failed", tests: ["skipped"] },
    { status: "failed", tests: ["failed", "passed"] },
    { status: "passed", tests: ["passed"] },
  ];
  expect(vitestTotals(vitest({ passed: 2, failed: 1 }, files))).toEqual({
    passed: 2,
    failed: 3,
    skipped: 0,
    retried: [],
  });
});

test("a test that passes on a retry has passed and is named; an error outside tests is a failure", () => {
  const retried = ["e2e/a.spec.ts > second (desktop)"];
  expect(playwrightTotals({ stats, suites, errors: [] })).toEqual({ passed: 5, failed: 1, skipped: 2, retried });
  expect(playwrightTotals({ stats, suites, errors: [{ message: "no server" }] }).failed).toBe(2);
  expect(vitestTotals(vitest({ passed: 1 }), ["a > b"]).retried).toEqual(["a > b"]);
  expect(
    retriedLines(addTotals([vitestTotals(vitest({}), ["a > b"]), playwrightTotals({ stats, suites, errors: [] })])),
  ).toEqual(["2 passed only on a retry:", "  a > b", "  e2e/a.spec.ts > second (desktop)"]);
  expect(retriedLines(addTotals([]))).toEqual([]);
});

test("a runner that crashed counts as a failure, with or without a report", () => {
  expect(runnerTotals(vitestTotals, undefined, 0).failed).toBe(1);
  expect(runnerTotals(vitestTotals, undefined, null).failed).toBe(1);
  expect(runnerTotals(vitestTotals, vitest({ passed: 3 }), 1)).toEqual({
    passed: 3,
    failed: 1,
    skipped: 0,
    retried: [],
  });
  expect(runnerTotals(vitestTotals, vitest({ passed: 3, failed: 2 }), 1).failed).toBe(2);
  expect(runnerTotals(vitestTotals, vitest({ passed: 3 }), 0).failed).toBe(0);
});

test("the summary line names skipped tests only when there are some", () => {
  expect(totalsLine(addTotals([]))).toBe("0 passed, 0 failed");
  const one = { passed: 1, failed: 2, skipped: 3, retried: [] };
  expect(totalsLine(addTotals([one, one]))).toBe("2 passed, 4 failed, 6 skipped");
});

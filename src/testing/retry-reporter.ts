import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Reporter, TestModule } from "vitest/node";

/** The file with the tests that passed only on a retry; Vitest's own JSON report omits them. */
export const RETRIED_FILE = "test-results/vitest-retried.json";

export default class RetryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const names = modules.flatMap((module) =>
      [...module.children.allTests()]
        .filter((test) => test.diagnostic()?.flaky === true)
        .map((test) => `${module.relativeModuleId} > ${test.fullName}`),
    );
    mkdirSync(dirname(RETRIED_FILE), { recursive: true });
    writeFileSync(RETRIED_FILE, JSON.stringify(names));
  }
}

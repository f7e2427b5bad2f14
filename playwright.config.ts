import { rmSync } from "node:fs";
import { defineConfig, devices } from "@playwright/test";
import { BROWSER_ARGS, ensureBrowser } from "#testing/servers/browser.ts";
import { baseURL, dataDir, serverEnv } from "./e2e/server.ts";

/** Playwright loads this file again in every worker; only the first load prepares anything. */
if (process.env.TEST_WORKER_INDEX === undefined) {
  process.env.BROWSER_PATH = ensureBrowser();
  rmSync(dataDir, { recursive: true, force: true });
}

const launchOptions = { executablePath: process.env.BROWSER_PATH ?? "", args: BROWSER_ARGS };

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/playwright",
  fullyParallel: true,
  workers: 2,
  retries: 2,
  forbidOnly: true,
  timeout: 120_000,
  // Steps have limits; the whole takes as long as the machine needs.
  globalTimeout: (process.env.SCALE === "full" ? 120 : 50) * 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/playwright.json" }]],
  use: { baseURL, launchOptions, locale: "en-GB", timezoneId: "Europe/London", trace: "retain-on-failure" },
  projects: [{ name: "desktop", use: { ...devices["Desktop Chrome"], launchOptions } }],
  webServer: {
    command: `"${process.execPath}" src/server/start.ts`,
    url: `${baseURL}/readyz`,
    env: serverEnv,
    timeout: 300_000,
    stdout: "ignore",
    stderr: "pipe",
    gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
    reuseExistingServer: false,
  },
});

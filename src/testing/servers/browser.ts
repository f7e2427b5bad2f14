import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

/** Debian's headless shell first: a context takes a third of the time of a whole browser. */
const PLACES = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/opt/google/chrome/chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** Flags that disable background activity of a browser that tests neither need nor can rely on. */
export const BROWSER_ARGS = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
];

/** Path of a Chromium: BROWSER_PATH, Playwright's own, or the system's. */
export function findBrowser(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env.BROWSER_PATH) return existsSync(env.BROWSER_PATH) ? env.BROWSER_PATH : undefined;
  return [chromium.executablePath(), ...PLACES].find((path) => path !== "" && existsSync(path));
}

/** The same, after an attempt to install one; throws with the command to run manually. */
export function ensureBrowser(): string {
  if (process.env.BROWSER_PATH && !findBrowser()) {
    throw new Error(`BROWSER_PATH is ${process.env.BROWSER_PATH}, and there is no such file.`);
  }
  const found = findBrowser() ?? installed();
  if (found) return found;
  throw new Error(
    [
      "No browser for the end-to-end tests. Do one of these, then run the tests again:",
      "  apt-get install -y chromium-headless-shell   (Debian, as root)",
      "  npx playwright install chromium              (anywhere with access to Playwright's downloads)",
      "  BROWSER_PATH=/path/to/chrome npm test",
    ].join("\n"),
  );
}

function installed(): string | undefined {
  const rootOnDebian = process.getuid?.() === 0 && existsSync("/etc/debian_version");
  if (rootOnDebian) {
    run("apt-get", ["update", "-qq"]);
    run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium-headless-shell"]);
  }
  if (!findBrowser()) run(process.execPath, ["node_modules/playwright/cli.js", "install", "chromium"]);
  return findBrowser();
}

function run(command: string, args: readonly string[]) {
  process.stderr.write(`Installing a browser: ${command} ${args.join(" ")}\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync(command, args, { stdio: ["ignore", "ignore", "inherit"], timeout: 300_000, env });
}

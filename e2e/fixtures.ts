import {
  type APIRequestContext,
  test as base,
  type BrowserContext,
  type BrowserContextOptions,
  expect,
  type Page,
} from "@playwright/test";
import type { Role } from "#core/kernel/actor.ts";
import { demoAccounts } from "#demo/cast.ts";
import { apiKey, baseURL } from "./server.ts";

type StorageState = Exclude<BrowserContextOptions["storageState"], string | undefined>;

interface Fixtures {
  /** The role that is signed in; null: no session. */
  as: Role | null;
  /** REST v2 with every scope, for setup that no screen offers. */
  api: APIRequestContext;
  /** A page in another browser context, with its own session. */
  visit: (role: Role | null) => Promise<Page>;
  /** Browser errors: of scripts, of the network and of the content security policy. */
  complaints: Complaints;
}

interface Complaints {
  /** Errors that this test expects. */
  expect(pattern: RegExp): void;
  listen(context: BrowserContext): void;
}

interface WorkerFixtures {
  /** Signs in once per account and worker, and again before a command may ask for the password. */
  sessions: (role: Role) => Promise<StorageState>;
}

/** Shorter than the time after which a command may ask for the password again. */
const FRESH_MS = 5 * 60_000;

export const accountOf = (role: Role) => {
  const account = demoAccounts.find((each) => each.role === role);
  if (account === undefined) throw new Error(`The demo has no ${role}`);
  return account;
};

export { expect };

/** Opens a screen and waits for hydration: a key pressed before that is lost. */
export async function openScreen(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.waitForFunction(() => {
    const heading = document.querySelector("main h1");
    return heading !== null && Object.keys(heading).some((key) => key.startsWith("__react"));
  });
  // React owns the nodes before effects run; effects, and with them key handlers, follow before the page is idle.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => requestIdleCallback(resolve))));
}

/** Through the sign-in form. */
export async function signIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.getByRole("textbox", { name: "Email" }).fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Every test has a signed-in user, and fails on browser errors. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  as: ["admin", { option: true }],
  storageState: async ({ as, sessions }, use) => {
    await use(as === null ? { cookies: [], origins: [] } : await sessions(as));
  },
  complaints: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures from the pattern
    async ({}, use) => {
      const heard: string[] = [];
      const expected: RegExp[] = [];
      await use({
        expect: (pattern) => void expected.push(pattern),
        listen(context) {
          context.on("weberror", (failed) => heard.push(String(failed.error())));
          context.on("console", (message) => {
            if (message.type() === "error") heard.push(`${message.text()} (${message.location().url})`);
          });
        },
      });
      expect(heard.filter((text) => !expected.some((pattern) => pattern.test(text)))).toEqual([]);
    },
    { auto: true },
  ],
  context: async ({ context, complaints }, use) => {
    complaints.listen(context);
    await use(context);
  },
  visit: async ({ browser, sessions, complaints }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (role) => {
      const storageState = role === null ? { cookies: [], origins: [] } : await sessions(role);
      const context = await browser.newContext({ storageState });
      contexts.push(context);
      complaints.listen(context);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
  api: async ({ playwright }, use) => {
    const request = await playwright.request.newContext({
      baseURL: `${baseURL}/api/v2/`,
      extraHTTPHeaders: { authorization: `Bearer ${apiKey}` },
    });
    await use(request);
    await request.dispose();
  },
  sessions: [
    async ({ playwright }, use) => {
      const kept = new Map<Role, { state: Promise<StorageState>; at: number }>();
      const stateOf = async (role: Role): Promise<StorageState> => {
        const request = await playwright.request.newContext({ baseURL });
        const { csrfToken }: { csrfToken: string } = await (await request.get("/api/auth/csrf")).json();
        const { email, password } = accountOf(role);
        const form = { csrfToken, email, password, json: "true" };
        const answer = await request.post("/api/auth/callback/credentials", { form });
        expect(answer.status(), `${email} signs in`).toBe(200);
        const state = await request.storageState();
        await request.dispose();
        return state;
      };
      await use((role) => {
        const known = kept.get(role);
        if (known !== undefined && Date.now() - known.at < FRESH_MS) return known.state;
        const state = stateOf(role);
        kept.set(role, { state, at: Date.now() });
        return state;
      });
    },
    { scope: "worker" },
  ],
});

import { randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { demoAccounts } from "#demo/cast.ts";
import { apiKey } from "./server.ts";

const [admin] = demoAccounts;
if (admin === undefined) throw new Error("The demo has no accounts");
const { email, password } = admin;

async function signIn(page: Page, as = { email, password }): Promise<void> {
  await page.getByRole("textbox", { name: "Email" }).fill(as.email);
  await page.getByLabel("Password", { exact: true }).fill(as.password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("sign-in returns to the requested page, and sign-out ends the session at once", async ({ page }) => {
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  await page.goto("/orders?status=pending");
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
  await signIn(page);
  await expect(page).toHaveURL(/\d\/orders\?status=pending/);
  const cookies = await page.context().cookies();
  const session = cookies.find(({ name }) => name === "crossdock.session");
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax" });
  expect(complaints).toEqual([]);
  const { csrfToken } = await (await page.request.get("/api/auth/csrf")).json();
  await page.request.post("/api/auth/signout", { form: { csrfToken, json: "true" } });
  await page.context().addCookies(cookies);
  const kept = await page.request.get("/api/trpc/tenants.current?input=%7B%7D");
  expect(kept.status()).toBe(401);
  expect(await kept.json()).toMatchObject({ error: { data: { code: "auth.session_ended" } } });
});

test("password guessing is throttled, with a helpful message", async ({ page }) => {
  const guess = { email: "nobody@example.com", password: "guess" };
  await page.goto("/sign-in");
  const answers: string[] = [];
  for (let tries = 0; tries < 6; tries += 1) {
    const answered = page.waitForResponse(/\/api\/auth\/callback\/credentials/);
    await signIn(page, guess);
    answers.push(new URL((await (await answered).json()).url).searchParams.get("error") ?? "");
  }
  expect(answers.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => "CredentialsSignin"));
  expect(answers[5]).toMatch(/^auth\.throttled:\d+$/);
  await expect(page.getByText(/too many tries/i)).toBeVisible();
});

test("all tabs share one stream; when its tab closes, the next resumes at its position", async ({ context, page }) => {
  const streams: string[] = [];
  context.on("request", (request) => {
    if (request.url().includes("/api/trpc/events.watch")) streams.push(request.url());
  });
  await page.goto("/sign-in?callbackUrl=/orders");
  await signIn(page);
  await expect(page).toHaveURL(/\d\/orders/);
  const other = await context.newPage();
  await other.goto("/orders");
  await expect.poll(() => streams.length).toBe(1);
  const first = await place(page);
  for (const tab of [page, other]) await expect(tab.getByText(first).first()).toBeVisible();
  expect(streams).toHaveLength(1);
  await page.close();
  await expect.poll(() => streams.length).toBe(2);
  const second = await place(other);
  await expect(other.getByText(second).first()).toBeVisible();
});

test("an order placed while the list is loading is in the list", async ({ page }) => {
  await page.goto("/sign-in?callbackUrl=/orders");
  await signIn(page);
  await expect(page).toHaveURL(/\d\/orders/);
  await expect(page.locator("tr[data-index]").first()).toBeVisible();
  const asked = Promise.withResolvers<void>();
  const placed = Promise.withResolvers<void>();
  await page.route(
    /orders\.list.*MUG-03-WHI/,
    async (route) => {
      const response = await route.fetch();
      asked.resolve();
      await placed.promise;
      await route.fulfill({ response });
    },
    { times: 1 },
  );
  await page.getByRole("searchbox").fill("MUG-03-WHI");
  await asked.promise;
  const number = await place(page);
  const list = page.waitForResponse(/orders\.list.*MUG-03-WHI/);
  await expect.poll(() => list.then((answer) => answer.text())).toContain(number);
  placed.resolve();
  await expect(page.getByText(number).first()).toBeVisible();
});

/** An order placed outside of the screens: they learn of it over the stream only. */
async function place(page: Page): Promise<string> {
  const data = { channel: "web", lines: [{ sku: "MUG-03-WHI", quantity: 1 }] };
  const placed = await page.request.post("/api/trpc/orders.place", { data });
  return (await placed.json()).result.data.order.number;
}

test("signing out other devices ends each of their tabs, with a message", async ({ browser, page }) => {
  const user = {
    email: `${randomUUID()}@example.com`,
    name: "Sam Carter",
    role: "viewer",
    password: "correct horse battery",
  };
  const headers = { authorization: `Bearer ${apiKey}` };
  expect((await page.request.post("/api/v2/users", { data: user, headers })).status()).toBe(201);
  const elsewhere = await browser.newContext();
  const tabs = [await elsewhere.newPage(), await elsewhere.newPage(), await elsewhere.newPage()];
  const [first] = tabs;
  if (first === undefined) throw new Error("There is no tab");
  await first.goto("/sign-in?callbackUrl=/orders");
  await signIn(first, user);
  await expect(first).toHaveURL(/\d\/orders/);
  for (const tab of tabs) {
    await tab.goto("/orders");
    await expect(tab.locator("tr[data-index]").first()).toBeVisible();
  }
  await page.goto("/sign-in?callbackUrl=/settings/profile");
  await signIn(page, user);
  await expect(page.getByRole("button", { name: /^Sign out \w+ on \w+$/ })).toHaveCount(1);
  await page.getByRole("button", { name: "Sign out all others" }).click();
  const left = tabs.map((tab) => tab.waitForRequest(/\/sign-in\?.*expired=1/));
  const answered = page.waitForResponse(/sessions\.revokeOthers/);
  await page.getByRole("alertdialog").getByRole("button", { name: "Sign out all others" }).click();
  await answered;
  const from = Date.now();
  await Promise.all(left);
  test.info().annotations.push({ type: "ms until each tab has left", description: String(Date.now() - from) });
  for (const tab of tabs) await expect(tab.getByText(/your session ended/i)).toBeVisible();
  await expect(page.getByText("One device is signed out.")).toBeVisible();
  await expect(page.getByText("You are signed in on no other device.")).toBeVisible();
  await elsewhere.close();
});

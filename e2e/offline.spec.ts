import { firstOf, placeOrder } from "./arrange.ts";
import { expect, openScreen, test } from "./fixtures.ts";

const banner = /You are offline/;

test.beforeEach(({ complaints }) =>
  complaints.expect(
    /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|ERR_FAILED|Failed to fetch|ChunkLoadError|status of 503/,
  ),
);

test("without a network the app says so, and refetches when it is back", async ({ page, api, context }) => {
  await openScreen(page, "/orders");
  await expect(page.getByText(banner)).toBeHidden();
  await context.setOffline(true);
  await expect(page.getByText(banner)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight), "pixels to scroll").toBe(0);
  const { number } = await placeOrder(api);
  await context.setOffline(false);
  await expect(page.getByText(banner)).toBeHidden();
  await expect(page.getByRole("row", { name: new RegExp(`order ${number}|${number}`) }).first()).toBeVisible();
});

test("a change without a network is rejected at once, and typed text stays", async ({ page, api, context }) => {
  const { id } = await firstOf(api, "customers?limit=1");
  await openScreen(page, `/customers/${id}`);
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("dialog").getByLabel("Name").first().fill("Typed without a network");
  await context.setOffline(true);
  await page.getByRole("dialog").getByRole("button", { name: /Save/ }).click();
  await expect(page.getByText(/You are offline, so nothing was changed/)).toBeVisible({ timeout: 2000 });
  await expect(page.getByRole("dialog").getByLabel("Name").first()).toHaveValue("Typed without a network");
  await context.setOffline(false);
});

test("navigation without a network stays inside the app and finishes once it is back", async ({ page, context }) => {
  await openScreen(page, "/");
  await context.setOffline(true);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Customers" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Customers");
  await expect(page.getByText(banner)).toBeVisible();
  await context.setOffline(false);
  await expect(page.locator("main [data-skeleton]")).toHaveCount(0);
  await expect(page.locator("tr[data-index]").first()).toBeVisible();
  await expect(page.getByText(banner)).toBeHidden();
});

test("navigation without a prefetch does too, and text typed before stays", async ({ page, context }) => {
  await page.route(/\/customers\?.*_rsc=/, async (route) => {
    if ((await route.request().headerValue("next-router-prefetch")) === null) await route.fallback();
    else await route.abort();
  });
  await openScreen(page, "/orders");
  await page.getByRole("searchbox").fill("basket");
  await context.setOffline(true);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Customers" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Customers");
  await expect(page.getByRole("searchbox", { includeHidden: true })).toHaveValue("basket");
  await context.setOffline(false);
  await expect(page).toHaveURL(/\/customers$/);
  await expect(page.locator("main [data-skeleton]")).toHaveCount(0);
  await expect(page.locator("tr[data-index]").first()).toBeVisible();
});

test("a screen whose scripts failed to load offline is loaded once the network is back", async ({ page, context }) => {
  const scriptsOf = async (path: string) =>
    new Set((await (await page.request.get(path)).text()).match(/\/_next\/static\/chunks\/[^"\\]+\.js/g));
  const [here, there] = [await scriptsOf("/queues"), await scriptsOf("/customers")];
  const foreign = new Set([...there].filter((script) => !here.has(script)));
  expect(foreign.size).toBeGreaterThan(0);
  await page.route(
    (url) => foreign.has(url.pathname),
    (route) => route.abort("internetdisconnected"),
  );
  await openScreen(page, "/queues");
  await context.setOffline(true);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Customers" }).click();
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Queues");
  await page.unrouteAll();
  await context.setOffline(false);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Customers");
  await expect(page.locator("tr[data-index]").first()).toBeVisible();
});

test("a page loaded without a network is the offline page, and reloads itself once it is back", async ({
  page,
  context,
}) => {
  await openScreen(page, "/orders");
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Crossdock cannot be reached" })).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Orders");
  await expect(page.locator("tr[data-index]").first()).toBeVisible();
});

test("a server that does not respond is distinguished from a lost network", async ({ page }) => {
  await openScreen(page, "/orders");
  await page.route("**/api/trpc/**", (route) => route.abort("connectionrefused"));
  await page.getByRole("searchbox").fill("basket");
  await expect(page.getByText(/Crossdock does not answer/)).toBeVisible();
  await page.unroute("**/api/trpc/**");
  await expect(page.getByText(/Crossdock does not answer/)).toBeHidden();
});

import { firstOf, placeOrder } from "./arrange.ts";
import { expect, openScreen, test } from "./fixtures.ts";

const banner = /You are offline/;

test.beforeEach(({ complaints }) =>
  complaints.expect(/ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|ERR_FAILED|Failed to fetch/),
);

test("without a network the app says so, and says that it is back by fresh data", async ({ page, api, context }) => {
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

test("a change without a network is refused at once, and what was typed stays", async ({ page, api, context }) => {
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

test("going to another screen without a network stays inside the app and arrives once it is back", async ({
  page,
  context,
}) => {
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

test("a server that does not answer is distinguished from a lost network", async ({ page }) => {
  await openScreen(page, "/orders");
  await page.route("**/api/trpc/**", (route) => route.abort("connectionrefused"));
  await page.getByRole("searchbox").fill("basket");
  await expect(page.getByText(/Crossdock does not answer/)).toBeVisible();
  await page.unroute("**/api/trpc/**");
  await expect(page.getByText(/Crossdock does not answer/)).toBeHidden();
});

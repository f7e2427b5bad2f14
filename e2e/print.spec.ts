import type { APIRequestContext } from "@playwright/test";
import { firstOf } from "./arrange.ts";
import { expect, openScreen, test } from "./fixtures.ts";

const CONTROLS =
  "button, input, select, textarea, nav, [role=button], [role=tablist], [data-sonner-toast], [data-filter]";

const orderPath = async (api: APIRequestContext) =>
  `/orders/${(await firstOf<{ id: string; number: string }>(api, "orders?fulfillmentStatus=partially_fulfilled&limit=1")).number}`;

const screens = [
  { name: "Home", path: "/" },
  { name: "an order", path: orderPath },
  { name: "Orders", path: "/orders?status=processing" },
  { name: "Products", path: "/products" },
  { name: "Stock", path: "/stock" },
  { name: "Customers", path: "/customers" },
  { name: "Deliveries", path: "/deliveries" },
  { name: "Inbox", path: "/inbox" },
  { name: "Mail", path: "/mail" },
  { name: "Queues", path: "/queues" },
  {
    name: "a customer",
    path: async (api: APIRequestContext) => `/customers/${(await firstOf(api, "customers?limit=1")).id}`,
  },
];

test.use({ colorScheme: "dark" });

for (const { name, path } of screens) {
  test(`${name} on paper: black on white, without anything to press`, async ({ page, api }) => {
    await openScreen(page, typeof path === "string" ? path : await path(api));
    await page.emulateMedia({ media: "print" });
    const shown = await page
      .locator(CONTROLS)
      .evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 120)));
    expect(shown).toEqual([]);
    const [paper, ink] = await page.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.body);
      return [backgroundColor, color];
    });
    expect(paper).toBe("rgb(255, 255, 255)");
    expect(ink).toMatch(/^(rgb\(0, 0, 0\)|black|oklch\(0 )/);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    if (process.env.SHOTS)
      await page.pdf({ path: `${process.env.SHOTS}/${name.replaceAll(" ", "-")}.pdf`, format: "A4" });
  });
}

test("a list on paper has all rows that are loaded, not only those in sight", async ({ page }) => {
  await openScreen(page, "/orders");
  await page.emulateMedia({ media: "print" });
  const rows = page.locator("tr[data-index]");
  await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(50);
  const { scrollHeight, height } = await page.evaluate(() => ({
    scrollHeight: document.documentElement.scrollHeight,
    height: innerHeight,
  }));
  expect(scrollHeight, "the page is as long as its list").toBeGreaterThan(height);
});

test("an order on paper shows its lines and where it goes, and keeps the notes of those who work here", async ({
  page,
  api,
}) => {
  await openScreen(page, await orderPath(api));
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("heading", { name: "Lines" })).toBeVisible();
  await expect(page.locator("address").first()).toBeVisible();
  await expect(page.getByRole("heading", { name: "Timeline" })).toBeHidden();
});

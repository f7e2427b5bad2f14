import type { APIRequestContext, Page } from "@playwright/test";
import { firstOf } from "./arrange.ts";
import { expect, openScreen, test } from "./fixtures.ts";

const CONTROLS =
  "button, input, select, textarea, nav, [role=button], [role=tablist], [data-sonner-toast], [data-filter]";

const orderPath = async (api: APIRequestContext) =>
  `/orders/${(await firstOf<{ id: string; number: string }>(api, "orders?fulfillmentStatus=partially_fulfilled&limit=1")).number}`;

interface Paper {
  readonly name: string;
  readonly path: string | ((api: APIRequestContext) => Promise<string>);
  /** Further requirements of this page's print. */
  readonly more?: (page: Page) => Promise<void>;
}

/** All loaded rows, not only the visible ones. */
async function wholeList(page: Page): Promise<void> {
  await expect.poll(() => page.locator("tr[data-index]").count()).toBeGreaterThanOrEqual(50);
  const beyond = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
  expect(beyond, "the page is as long as its list").toBeGreaterThan(0);
}

/** Its lines and address, without internal notes. */
async function packingSlip(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { name: "Lines" })).toBeVisible();
  await expect(page.locator("address").first()).toBeVisible();
  await expect(page.getByRole("heading", { name: "Timeline" })).toBeHidden();
}

const screens: readonly Paper[] = [
  { name: "Home", path: "/" },
  { name: "an order, with its lines and address but without its timeline,", path: orderPath, more: packingSlip },
  { name: "Orders, with all rows that are loaded,", path: "/orders", more: wholeList },
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

for (const { name, path, more } of screens) {
  test(`${name} in print: black on white, without controls`, async ({ page, api }) => {
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
    await more?.(page);
  });
}

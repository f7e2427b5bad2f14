import type { APIRequestContext, Page } from "@playwright/test";
import { firstOf, placeOrder } from "./arrange.ts";
import { expect, openScreen, test } from "./fixtures.ts";

const numberOf = async (api: APIRequestContext, query: string) =>
  (await firstOf<{ id: string; number: string }>(api, `orders?${query}&limit=1`)).number;
const orderHeading = (page: Page, number: string) =>
  page.getByRole("heading", { level: 1, name: `Order ${number}`, exact: true });

test("the command menu finds an order by its number and a screen by its name", async ({ page, api }) => {
  const number = await numberOf(api, "status=delivered");
  await openScreen(page, "/");
  await page.keyboard.press("Control+k");
  const menu = page.getByRole("dialog", { name: "Command menu" });
  await expect(menu.getByRole("combobox")).toBeFocused();
  await page.keyboard.type(number);
  await expect(menu.getByRole("option", { name: number, selected: true })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(orderHeading(page, number)).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("stock");
  await expect(menu.getByRole("option", { name: "Stock", selected: true })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Stock" })).toBeVisible();
});

test("a list is navigated with j and k, opened with Enter, searched with /", async ({ page }) => {
  await openScreen(page, "/orders");
  const row = (index: number) => page.locator(`tr[data-index="${String(index)}"]`);
  await page.keyboard.press("j");
  await expect(row(0)).toBeFocused();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await expect(row(2)).toBeFocused();
  await page.keyboard.press("k");
  await expect(row(1)).toBeFocused();
  await page.keyboard.press("x");
  await expect(page.getByText("1 selected")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText("1 selected")).toBeHidden();
  const number = await row(1).getByRole("link").textContent();
  await page.keyboard.press("Enter");
  await expect(orderHeading(page, String(number))).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("o");
  await expect(row(0)).toBeVisible();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Search orders" })).toBeFocused();
});

test("? shows the shortcuts, and a dialog restores the focus", async ({ page, api }) => {
  const { number } = await placeOrder(api); // of its own: others take payments meanwhile
  await openScreen(page, `/orders/${number}`);
  await page.keyboard.press("?");
  const overview = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(overview.getByText("Next row")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(overview).toBeHidden();
  const pay = page.getByRole("button", { name: "Take payment" }).first();
  await pay.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: /Take a payment/ });
  await expect(dialog).toBeVisible();
  await expect(dialog.locator(":focus")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(pay).toBeFocused();
});

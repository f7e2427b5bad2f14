import type { Page } from "@playwright/test";
import { expect, openScreen, test } from "./fixtures.ts";

const table = (page: Page) => page.getByRole("table", { name: "Orders" });
const links = (page: Page) => table(page).getByRole("link");

test("filters stand in the address: a reload, a link and the way back keep them", async ({ page }) => {
  await openScreen(page, "/orders");
  await page.getByRole("button", { name: "Filter by Status" }).click();
  await page.getByRole("dialog", { name: "Status" }).getByText("Delivered").click();
  await expect(page).toHaveURL(/[?&]status=delivered/);
  await page.keyboard.press("Escape");
  await page.getByRole("searchbox", { name: "Search orders" }).fill("BSK");
  await expect(page).toHaveURL(/[?&]q=BSK/);
  const onlyDelivered = async () => {
    await expect(page.getByRole("button", { name: "Remove the filter Status" })).toBeVisible();
    await expect(page.getByRole("searchbox", { name: "Search orders" })).toHaveValue("BSK");
    await expect(table(page).getByText("Delivered").first()).toBeVisible();
    await expect(table(page).getByText("Pending")).toHaveCount(0);
  };
  await onlyDelivered();
  await page.reload();
  await onlyDelivered();
  const first = await links(page).first().textContent();
  await links(page).first().click();
  await expect(page.getByRole("heading", { level: 1, name: `Order ${String(first)}` })).toBeVisible();
  await page.goBack();
  await onlyDelivered();
  await expect(links(page).first()).toHaveText(String(first));
});

test("clearing takes every filter away at once", async ({ page }) => {
  await openScreen(page, "/orders?status=delivered&q=nosuchorder");
  await expect(page.getByText("No order matches")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).first().click();
  await expect(page).toHaveURL(/\/orders$/);
  await expect(links(page).first()).toBeVisible();
});

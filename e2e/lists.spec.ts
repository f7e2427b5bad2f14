import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { listOf, patchOrder, placeOrder } from "./arrange.ts";
import { expect, openScreen, test } from "./fixtures.ts";

const table = (page: Page) => page.getByRole("table", { name: "Orders" });
const links = (page: Page) => table(page).getByRole("link");

test("filters live in the URL: a reload, a link and the way back keep them", async ({ page }) => {
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

test("clearing removes every filter at once", async ({ page }) => {
  await openScreen(page, "/orders?status=delivered&q=nosuchorder");
  await expect(page.getByText("No order matches")).toBeVisible();
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(page).toHaveURL(/\/orders$/);
  await expect(links(page).first()).toBeVisible();
});

const tiles = [
  ["To ship", "to_ship"],
  ["Late", "late"],
  ["On hold", "held"],
  ["Unpaid", "unpaid"],
] as const;

for (const [name, work] of tiles) {
  test(`the number of the tile ${name} is the number of orders in the list behind it`, async ({ page, api }) => {
    await openScreen(page, "/");
    const tile = page.getByRole("main").getByRole("link", { name: new RegExp(`^${name}`) });
    // Other tests change the numbers concurrently.
    await expect(async () => {
      await page.reload();
      const orders = await listOf(api, `orders?work=${work}&limit=100`);
      expect(/\d+/.exec((await tile.textContent()) ?? "")?.[0]).toBe(String(orders.length));
    }).toPass();
    await tile.click();
    await expect(page).toHaveURL(new RegExp(`/orders\\?work=${work}`));
    await expect(page.getByRole("button", { name: "Remove the filter To do" })).toBeVisible();
    const sorted = work === "late" ? "&sort=placedAt" : "";
    const first = (await listOf<{ number: string }>(api, `orders?work=${work}${sorted}&limit=1`))[0];
    if (first !== undefined) await expect(links(page).first()).toHaveText(first.number);
  });
}

test("an order that stops matching stays under the pointer and leaves once the pointer has left", async ({
  page,
  api,
}) => {
  const tag = `leave-${randomUUID().slice(0, 8)}`;
  const first = await placeOrder(api);
  const second = await placeOrder(api);
  const third = await placeOrder(api);
  for (const order of [first, second, third]) await patchOrder(api, order, { tags: [tag] });
  await openScreen(page, `/orders?tag=${tag}`);
  const all = [third.number, second.number, first.number];
  await expect(links(page)).toHaveText(all);
  await links(page).filter({ hasText: second.number }).hover();
  await patchOrder(api, second, { tags: [] });
  const leaving = table(page).locator("tr[data-leaving]");
  await expect(leaving).toContainText(second.number);
  // Longer than a leaving row stays without pointer or focus on the list.
  await page.waitForTimeout(4000);
  await expect(links(page)).toHaveText(all);
  await expect(leaving).toHaveCount(1);
  await page.mouse.move(0, 0);
  await expect(links(page)).toHaveText([third.number, first.number]);
});

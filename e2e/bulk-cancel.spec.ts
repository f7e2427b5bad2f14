import type { APIRequestContext, Page } from "@playwright/test";
import { type Order, orderAt, readyOrder, stockedArticle } from "./arrange.ts";
import { expect, openScreen, test } from "./fixtures.ts";

const dialogOf = (page: Page) => page.getByRole("dialog");

const paidBack = async (api: APIRequestContext, { id }: Order) => {
  const { totals, status } = await orderAt(api, id);
  return { status, due: totals.due, refunded: totals.refunded };
};

async function openCancel(page: Page, sku: string): Promise<void> {
  await openScreen(page, `/orders?q=${sku}`);
  await page.getByRole("checkbox", { name: "Select all" }).click();
  await page.getByRole("toolbar").getByRole("button", { name: "Cancel", exact: true }).click();
  await dialogOf(page).getByLabel("Why").fill("recalled");
}

/** Two paid in pounds, one in euros, one unpaid. */
async function place(api: APIRequestContext): Promise<{ sku: string; orders: Order[] }> {
  const sku = await stockedArticle(api, 9);
  const each = [{}, {}, { currency: "EUR" }, { payment: undefined }];
  const orders: Order[] = [];
  for (const more of each) orders.push(await readyOrder(api, sku, more));
  return { sku, orders };
}

test("bulk cancel with refunds shows the amount per currency before submitting", async ({ page, api }) => {
  const { sku, orders } = await place(api);
  await openCancel(page, sku);
  const dialog = dialogOf(page);
  await expect(dialog).toContainText("Then due back:");
  await expect(dialog).toContainText("€10.00");
  await expect(dialog).toContainText("£20.00");
  await expect(dialog.getByRole("checkbox", { name: "Refund it with the cancellation" })).toBeChecked();
  await dialog.getByRole("button", { name: "Cancel 4 orders" }).click();
  await expect(page.getByText("4 orders changed.")).toBeVisible();
  for (const [index, refunded] of [1000, 1000, 1000, 0].entries()) {
    const order = orders[index];
    if (order === undefined) throw new Error("Four were placed");
    await expect.poll(() => paidBack(api, order)).toEqual({ status: "cancelled", due: 0, refunded });
  }
});

test("bulk cancel without refunds leaves the amounts due back", async ({ page, api }) => {
  const { sku, orders } = await place(api);
  await openCancel(page, sku);
  const dialog = dialogOf(page);
  await dialog.getByRole("checkbox", { name: "Refund it with the cancellation" }).click();
  await expect(dialog).toContainText("The amounts stay due back until they are refunded.");
  await dialog.getByRole("button", { name: "Cancel 4 orders" }).click();
  await expect(page.getByText("4 orders changed.")).toBeVisible();
  const [first] = orders;
  if (first === undefined) throw new Error("Four were placed");
  await expect.poll(() => paidBack(api, first)).toEqual({ status: "cancelled", due: -1000, refunded: 0 });
});

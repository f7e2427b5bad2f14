import { randomUUID } from "node:crypto";
import { AxeBuilder } from "@axe-core/playwright";
import type { APIRequestContext, Page } from "@playwright/test";
import { expect, openScreen, test } from "./fixtures.ts";

const SKU = "MUG-03-WHI"; // allows backorders

/** Three mugs for 14.00: 15.00 less a discount that does not divide by three. */
async function threeMugs(api: APIRequestContext): Promise<string> {
  const data = {
    channel: "web",
    externalId: randomUUID(),
    customer: { name: "Ada Penrose", email: `${randomUUID()}@example.com` },
    lines: [{ sku: SKU, quantity: 3, unitPrice: 500 }],
    discountTotal: 100,
    payment: { method: "manual" },
  };
  const answer = await api.post("orders", { data });
  expect(answer.status(), await answer.text()).toBe(201);
  return (await answer.json()).number;
}

const dialogOf = (page: Page) => page.getByRole("dialog");

async function openRefund(page: Page) {
  await page.getByRole("main").getByRole("button", { name: "Refund", exact: true }).first().click();
  await dialogOf(page).getByRole("radio", { name: "Lines" }).click();
}

async function giveBack(page: Page, units: number, amount: string) {
  await openRefund(page);
  const dialog = dialogOf(page);
  await expect(dialog.getByRole("button", { name: "Refund £0.00" })).toBeDisabled();
  await dialog.getByRole("textbox", { name: /mug/i }).fill(String(units));
  await dialog.getByRole("textbox", { name: "Reason" }).fill("Arrived broken");
  await dialog.getByRole("button", { name: `Refund ${amount}` }).click();
  await expect(dialog).toBeHidden();
}

test("a unit is refunded once: the dialog shows the amount, the line and the timeline show the refund", async ({
  page,
  api,
}) => {
  await openScreen(page, `/orders/${await threeMugs(api)}`);
  const line = page.getByRole("row", { name: new RegExp(SKU) });
  await expect(line).toContainText("−£1.00");
  await expect(page.getByText("Tax included")).toBeVisible();

  await giveBack(page, 1, "£4.67");
  await expect(line).toContainText(/1 refunded: £4\.67.*Arrived broken/);
  await expect(page.getByRole("list", { name: "Timeline" })).toContainText(`1 × ${SKU}: £4.67`);

  await openRefund(page);
  await expect(dialogOf(page)).toContainText("2 of 3 can be given back");
  const units = dialogOf(page).getByRole("textbox", { name: /mug/i });
  await units.fill("3");
  await units.blur();
  await expect(units).toHaveValue("0");
  await page.keyboard.press("Escape");

  await giveBack(page, 2, "£9.33");
  await expect(line).toContainText(/2 refunded: £9\.33/);
  await expect(page.getByRole("main").getByRole("button", { name: "Refund", exact: true })).toHaveCount(0);
});

test("a cancellation shows the amount due back in advance, and that amount is due afterwards", async ({
  page,
  api,
}) => {
  await openScreen(page, `/orders/${await threeMugs(api)}`);
  await page
    .getByRole("button", { name: /^(More|Actions)/ })
    .first()
    .click();
  await page.getByRole("menuitem", { name: /^Cancel/ }).click();
  const dialog = dialogOf(page);
  await dialog.getByRole("radio", { name: "Some of it" }).click();
  await expect(dialog).toContainText("Choose what is cancelled.");
  await dialog.getByRole("textbox", { name: /mug/i }).fill("1");
  await expect(dialog).toContainText("The order then comes to £9.33.");
  await expect(dialog).toContainText("£4.67 is then due back.");
  await dialog.getByRole("textbox", { name: "Reason" }).fill("One too many");
  await dialog.getByRole("checkbox", { name: "Refund £4.67 now" }).uncheck();
  await dialog.getByRole("button", { name: "Cancel 1 unit" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("main")).toContainText(/Due back\s*£4\.67/);
});

for (const colorScheme of ["light", "dark"] as const)
  for (const width of [360, 1440])
    test(`the order's money and its refund are readable at ${width} px in ${colorScheme}`, async ({
      page,
      api,
    }, info) => {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await openScreen(page, `/orders/${await threeMugs(api)}`);
      await giveBack(page, 1, "£4.67");
      await expect(page.getByRole("row", { name: new RegExp(SKU) })).toContainText("Arrived broken");
      await page.screenshot({ path: info.outputPath("order.png"), fullPage: true });
      await openRefund(page);
      await dialogOf(page).getByRole("textbox", { name: /mug/i }).fill("2");
      await expect(dialogOf(page).getByRole("button", { name: "Refund £9.33" })).toBeEnabled();
      await page.screenshot({ path: info.outputPath("refund.png") });
      const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag22aa"]).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
    });

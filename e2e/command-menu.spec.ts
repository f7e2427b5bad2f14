import type { APIRequestContext, Page } from "@playwright/test";
import { firstOf, placeOrder } from "./arrange.ts";
import { expect, openScreen, test } from "./fixtures.ts";

const menuOf = (page: Page) => page.getByRole("dialog", { name: "Command menu" });
const field = (page: Page) => menuOf(page).getByRole("combobox");

async function slowly(page: Page): Promise<void> {
  const client = await page.context().newCDPSession(page);
  await client.send("Emulation.setCPUThrottlingRate", { rate: 6 });
}

test("the command menu loses no key typed right after its shortcut, on a slow machine, and none triggers another shortcut", async ({
  page,
}) => {
  await openScreen(page, "/orders");
  await slowly(page);
  for (const words of ["new product", "cjx/?harbour"]) {
    await page.keyboard.press("Control+k");
    await page.keyboard.type(words);
    await expect(field(page)).toHaveValue(words);
    await expect(field(page)).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(menuOf(page)).toBeHidden();
  }
  await expect(page).toHaveURL(/\/orders$/);
});

test("typed text can be deleted and the command menu closed before it has loaded", async ({ page }) => {
  await openScreen(page, "/orders");
  await slowly(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("stokk");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("ck");
  await expect(field(page)).toHaveValue("stock");
});

const seen = async (page: Page, about: string): Promise<string[]> => {
  const group = menuOf(page).getByRole("group", { name: about });
  await expect(group).toBeVisible();
  return (await group.getByRole("option").allTextContents()).map((label) => label.trim());
};

async function listed(page: Page): Promise<string[]> {
  await page.getByRole("main").getByRole("button", { name: "More" }).click();
  const items = page.getByRole("menuitem");
  await expect(items.first()).toBeVisible();
  const labels = (await items.allTextContents()).map((label) => label.trim());
  await page.keyboard.press("Escape");
  await expect(items).toHaveCount(0);
  return labels;
}

const some = async (api: APIRequestContext, query: string) =>
  (await firstOf<{ id: string; number: string }>(api, `orders?${query}&limit=1`)).number;

const orders: [string, (api: APIRequestContext) => Promise<string>][] = [
  ["is unpaid", async (api) => (await placeOrder(api)).number],
  ["is on hold", (api) => some(api, "onHold=true")],
  ["is delivered", (api) => some(api, "status=delivered")],
  ["is cancelled", (api) => some(api, "status=cancelled")],
];

for (const as of ["agent", "viewer"] as const)
  test.describe(`the command menu for the ${as}`, () => {
    test.use({ as });
    for (const [state, numberOf] of orders)
      test(`has exactly the actions of the order's menu that ${state}`, async ({ page, api }) => {
        const number = await numberOf(api);
        await openScreen(page, `/orders/${number}`);
        const inMenu = await listed(page);
        await page.keyboard.press("Control+k");
        expect(await seen(page, `Order ${number}`)).toEqual(inMenu);
        expect(inMenu.some((label) => label.startsWith("Write a note"))).toBe(as === "agent");
      });
  });

async function ask(page: Page, letters: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.keyboard.type(letters);
  await expect(menuOf(page).getByRole("option", { selected: true })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(menuOf(page)).toBeHidden();
}

test("runs an order's action found by a few letters", async ({ page, api }) => {
  const { number } = await placeOrder(api);
  await openScreen(page, `/orders/${number}`);
  await ask(page, "hold");
  await expect(page.getByRole("dialog", { name: `Put order ${number} on hold` })).toBeVisible();
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText(`Order ${number} is on hold.`)).toBeVisible();
  await ask(page, "release");
  await expect(page.getByText(`Order ${number} is released.`)).toBeVisible();
  await ask(page, "tag");
  await expect(page.getByRole("textbox", { name: "Add a tag" })).toBeFocused();
  await ask(page, "note");
  await expect(page.getByRole("textbox", { name: /note/i }).first()).toBeFocused();
  await ask(page, "assign to me");
  await expect(page.getByRole("combobox", { name: "Choose an assignee" })).not.toHaveValue("");
});

test("changes the theme and finds screens outside of the navigation", async ({ page }) => {
  await openScreen(page, "/");
  await ask(page, "dark");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await ask(page, "light th");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
  await ask(page, "new webhook");
  await expect(page).toHaveURL(/\/integrations\/webhooks\/new$/);
});

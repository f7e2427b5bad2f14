import { AxeBuilder } from "@axe-core/playwright";
import type { APIRequestContext, Locator, Page } from "@playwright/test";
import { listOf, type Order, orderAt, patchOrder, readyOrder, readyOrders, stockedArticle } from "./arrange.ts";
import { expect, openScreen, test } from "./fixtures.ts";

/** A conflict is an HTTP error, which browsers log to their console. */
const REFUSED = /status of 4(09|12)/;

const dialogOf = (page: Page): Locator => page.getByRole("dialog");
const rowOf = (page: Page, { number }: Order): Locator =>
  dialogOf(page)
    .getByRole("listitem")
    .filter({ has: page.getByRole("link", { name: `Order ${number},` }) });
const tracking = (page: Page, { number }: Order): Locator => page.getByLabel(`Tracking number of order ${number}`);

/** The orders of one article, selected from the list by its first and its last row. */
async function openBulk(page: Page, sku: string, action: "Ship" | "Capture"): Promise<void> {
  await openScreen(page, `/orders?q=${sku}`);
  await page.getByRole("checkbox", { name: "Select all" }).click();
  await page.getByRole("toolbar").getByRole("button", { name: action, exact: true }).click();
  await expect(dialogOf(page).getByRole("listitem").first()).toBeVisible();
}

/** Puts text on the clipboard, as a copy from a spreadsheet would. */
async function paste(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.keyboard.press("Control+v");
}

const shipmentsOf = async (api: APIRequestContext, { id }: Order): Promise<string[]> =>
  (await orderAt(api, id)).shipments.map(({ trackingNumber }) => trackingNumber ?? "");

test("bulk ship assigns pasted tracking numbers to their orders, and shows a result per order", async ({
  page,
  api,
  complaints,
}) => {
  complaints.expect(REFUSED);
  const sku = await stockedArticle(api, 20);
  const place = () => readyOrder(api, sku);
  const [first, second, third, held] = [await place(), await place(), await place(), await place()];
  await api.post(`orders/${held.id}/hold`, { data: { reason: "fraud" } });
  await openBulk(page, sku, "Ship");
  await expect(dialogOf(page)).toContainText("On hold: Fraud risk.");
  await expect(tracking(page, third)).toBeFocused();
  await paste(page, `${first.number}\tT-1\n${second.number}\tT-2\n99999\tT-9`);
  await expect(dialogOf(page)).toContainText("Not among these orders: 99999.");
  await expect(tracking(page, first)).toHaveValue("T-1");

  await page.keyboard.press("Escape");
  await expect(dialogOf(page)).toBeHidden();
  await page.keyboard.press("s");
  await expect(tracking(page, second)).toHaveValue("T-2");

  await page.getByLabel("Carrier for all").fill("DPD");
  // Meanwhile one order gets a tag, which does not affect the shipment, and another is cancelled.
  await patchOrder(api, first, { tags: ["gift"] });
  await api.post(`orders/${second.id}/cancel`, {
    data: { reason: "changed their mind" },
    headers: { "if-match": "*" },
  });
  await page.keyboard.press("Control+Enter");
  // The dialog learns of the cancellation from the server's response, or earlier from the live event.
  await expect(dialogOf(page)).toContainText(/2 shipped(, 1 refused)?\./);
  await expect(rowOf(page, first)).toContainText("Shipped");
  await expect(rowOf(page, third)).toContainText("Shipped");
  await expect(dialogOf(page)).toContainText("It is cancelled.");
  expect(await shipmentsOf(api, first)).toEqual(["T-1"]);
  expect(await shipmentsOf(api, second)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(page.getByText(/^\d selected$/)).toBeVisible();
});

test("an order whose response was lost keeps its entry, and a retry does not ship it again", async ({
  page,
  api,
  complaints,
}) => {
  complaints.expect(/ERR_FAILED/);
  const sku = await stockedArticle(api, 9);
  const order = await readyOrder(api, sku);
  await openBulk(page, sku, "Ship");
  await page.keyboard.type("T-lost");
  await page.route("**/api/trpc/shipments.create*", async (route) => {
    await route.fetch();
    await route.abort();
  });
  await page.keyboard.press("Control+Enter");
  await expect(rowOf(page, order)).toContainText("Refused. Check your connection.");
  await expect(tracking(page, order)).toHaveValue("T-lost");
  await page.unroute("**/api/trpc/shipments.create*");
  await expect(dialogOf(page).getByRole("progressbar")).toBeHidden();
  await page.keyboard.press("Control+Enter");
  await expect(rowOf(page, order)).toContainText("Shipped");
  expect(await shipmentsOf(api, order)).toEqual(["T-lost"]);
});

test("of two users who ship the same orders concurrently, each order is shipped by one of them", async ({
  page,
  visit,
  api,
  complaints,
}) => {
  complaints.expect(REFUSED);
  const sku = await stockedArticle(api, 20);
  const orders = await readyOrders(api, sku, 10);
  const other = await visit("agent");
  await Promise.all([page, other].map((one) => openBulk(one, sku, "Ship")));
  await Promise.all([page, other].map((one) => one.keyboard.press("Control+Enter")));
  for (const one of [page, other]) await expect(dialogOf(one).getByRole("progressbar")).toBeHidden();
  await Promise.all(
    [page, other].map((one) =>
      expect(
        dialogOf(one)
          .getByText(/shipped/i)
          .first(),
      ).toBeVisible(),
    ),
  );
  for (const order of orders) expect(await shipmentsOf(api, order)).toHaveLength(1);
  const [level] = await listOf<{ onHand: number }>(api, `stock-levels?sku=${sku}&location=main`);
  expect(level?.onHand).toBe(10);
});

test("bulk capture shows the amount per currency before submitting", async ({ page, api }) => {
  const sku = await stockedArticle(api, 9);
  const payment = { method: "test", capture: false };
  for (const currency of ["GBP", "GBP", "EUR"]) await readyOrder(api, sku, { currency, payment });
  await readyOrder(api, sku);
  await expect.poll(async () => (await listOf(api, `orders?q=${sku}&paymentStatus=authorized`)).length).toBe(3);
  await openBulk(page, sku, "Capture");
  await expect(dialogOf(page)).toContainText(/Total\s*£20\.00\s*€10\.00/);
  await expect(dialogOf(page)).toContainText("It is paid.");
  await dialogOf(page).getByRole("button", { name: "Capture 3 orders" }).click();
  await expect(dialogOf(page)).toContainText("3 captured.");
  await expect.poll(async () => (await listOf(api, `orders?q=${sku}&paymentStatus=paid`)).length).toBe(4);
});

test("a viewer cannot select orders, so there is no bulk action", async ({ visit, api }) => {
  const sku = await stockedArticle(api, 3);
  await readyOrder(api, sku);
  const page = await visit("viewer");
  await openScreen(page, `/orders?q=${sku}`);
  await expect(page.getByRole("table", { name: "Orders" }).getByRole("link").first()).toBeVisible();
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  await page.keyboard.press("Control+a");
  await expect(page.getByRole("toolbar")).toHaveCount(0);
});

for (const colorScheme of ["light", "dark"] as const)
  for (const width of [360, 1440])
    test(`bulk ship and bulk capture are usable at ${String(width)} px in ${colorScheme}`, async ({
      page,
      api,
    }, info) => {
      const sku = await stockedArticle(api, 9);
      const payment = { method: "test", capture: false };
      for (let n = 0; n < 3; n += 1) await readyOrder(api, sku, { payment });
      await expect.poll(async () => (await listOf(api, `orders?q=${sku}&paymentStatus=authorized`)).length).toBe(3);
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await openScreen(page, `/orders?q=${sku}`);
      for (const box of await page.getByRole("checkbox", { name: /^Select order/ }).all()) await box.click();
      for (const action of ["Ship", "Capture"]) {
        await page.getByRole("toolbar").getByRole("button", { name: action, exact: true }).click();
        await expect(dialogOf(page).getByRole("button", { name: `${action} 3 orders` })).toBeEnabled();
        await page.screenshot({ path: info.outputPath(`${action}.png`) });
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
        const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag22aa"]).analyze();
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
        await page.keyboard.press("Escape");
        await expect(dialogOf(page)).toBeHidden();
      }
    });

import { randomUUID } from "node:crypto";
import { AxeBuilder } from "@axe-core/playwright";
import type { APIRequestContext, Page } from "@playwright/test";
import { orderAt } from "./arrange.ts";
import { expect, openScreen, test } from "./fixtures.ts";

interface Placed {
  readonly id: string;
  readonly number: string;
}

/** A warehouse of its own, so that its queue holds only this test's orders. */
async function warehouse(api: APIRequestContext) {
  const code = `w-${randomUUID().slice(0, 8)}`;
  const post = async <T>(path: string, data: object): Promise<T> => {
    const answer = await api.post(path, { data });
    expect(answer.status(), await answer.text()).toBe(201);
    return answer.json();
  };
  await post("locations", { code, name: `Warehouse ${code}` });
  const article = async () => {
    const sku = `P-${randomUUID().slice(0, 8)}`.toUpperCase();
    const variants = [{ sku, prices: { GBP: 1000, EUR: 1000 } }];
    await post("products", { title: `Kettle ${sku}`, variants });
    await post("stock-adjustments", { sku, location: code, delta: 50, reason: "receipt" });
    return sku;
  };
  const place = (...lines: { sku: string; quantity: number }[]) =>
    post<{ order?: Placed } & Placed>("orders", {
      channel: "web",
      externalId: randomUUID(),
      currency: "GBP",
      shippingAddress: {
        name: "Ada Penrose",
        line1: "1 High Street",
        city: "London",
        postalCode: "N1 1AA",
        country: "GB",
      },
      lines,
      payment: { method: "manual", capture: true },
    });
  return { code, article, place };
}

async function openStation(page: Page, code: string, station = "Bench 1"): Promise<void> {
  await openScreen(page, "/packing");
  await page.getByLabel("Location").selectOption(code);
  await page.getByLabel("Station").fill(station);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel(/Scan a barcode/)).toBeFocused();
}

/** As a scanner types. */
async function scan(page: Page, code: string): Promise<void> {
  await page.keyboard.type(code);
  await page.keyboard.press("Enter");
}

const verdict = (page: Page) => page.locator("[data-verdict]");
const isOffline = /ERR_INTERNET_DISCONNECTED|Failed to fetch|ERR_FAILED/;

test("an order is packed with a scanner alone, also while the network is away, and shipped", async ({
  page,
  api,
  context,
  complaints,
}) => {
  complaints.expect(isOffline);
  const { code, article, place } = await warehouse(api);
  const [kettle, cup, other] = [await article(), await article(), await article()];
  const { id, number } = await place({ sku: kettle, quantity: 2 }, { sku: cup, quantity: 2 });
  await openStation(page, code);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Order ${number}`);
  await scan(page, kettle.toLowerCase());
  await expect(verdict(page)).toContainText(`${kettle}: 1 of 2`);
  await scan(page, other);
  await expect(verdict(page)).toContainText(`${other} does not belong into this parcel.`);
  await scan(page, kettle);
  await scan(page, kettle);
  await expect(verdict(page)).toContainText(`${kettle} is complete`);
  await page.keyboard.press("Backspace");
  await expect(verdict(page)).toContainText("Taken back");
  await context.setOffline(true);
  await scan(page, kettle);
  await scan(page, cup);
  await scan(page, cup);
  await expect(verdict(page)).toHaveAttribute("data-verdict", "good");
  await expect(page.getByText("3 scans wait for the network")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(verdict(page)).toContainText("One moment");
  expect(await orderAt(api, id)).toMatchObject({ status: "processing", shipments: [] });
  await context.setOffline(false);
  await expect(verdict(page)).toContainText(`Order ${number} is packed`);
  expect((await orderAt(api, id)).shipments).toHaveLength(1);
  await expect(page.getByRole("region", { name: `Order ${number}` })).toContainText("N1 1AA");
  await expect(page.getByRole("img", { name: number })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(verdict(page)).toContainText("No order waits");
});

test("a reload loses no scan, and a cancellation of the order meanwhile is shown", async ({ page, api }) => {
  const { code, article, place } = await warehouse(api);
  const sku = await article();
  const { id } = await place({ sku, quantity: 3 });
  await openStation(page, code);
  await scan(page, sku);
  await scan(page, sku);
  await openScreen(page, "/packing");
  await expect(page.getByText("2 of 3 packed").first()).toBeVisible();
  const cancelled = await api.post(`orders/${id}/cancel`, { data: { reason: "changed mind" } });
  expect(cancelled.status()).toBe(200);
  await scan(page, sku);
  await expect(verdict(page)).toContainText("was cancelled. Put the goods back.");
  await expect(verdict(page)).toContainText(`Take out: 2 × ${sku}`);
});

test("two stations never get the same order", async ({ page, api, visit }) => {
  const { code, article, place } = await warehouse(api);
  const sku = await article();
  const numbers = [(await place({ sku, quantity: 1 })).number, (await place({ sku, quantity: 1 })).number];
  const second = await visit("manager");
  await openStation(page, code);
  await openStation(second, code, "Bench 2");
  const heading = (on: Page) => on.getByRole("heading", { level: 1 });
  await expect(heading(page)).toHaveText(`Order ${numbers[0]}`);
  await expect(heading(second)).toHaveText(`Order ${numbers[1]}`);
});

test("after a click the scanner goes on: its letters are no shortcuts, its Enter presses no button again", async ({
  page,
  api,
}) => {
  const { code, article, place } = await warehouse(api);
  const sku = await article();
  await place({ sku, quantity: 3 });
  await openStation(page, code);
  await scan(page, sku);
  await expect(page.getByText("1 of 3 packed").first()).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("0 of 3 packed").first()).toBeVisible();
  await expect(page.getByLabel(/Scan a barcode/)).toBeFocused();
  await page.getByRole("button", { name: "Mute sounds" }).click();
  await page.getByLabel(/Scan a barcode/).press("Escape");
  await scan(page, `c${sku}`);
  await expect(verdict(page)).toHaveAttribute("data-verdict", "bad");
  await expect(page).toHaveURL(/\/packing$/);
  await scan(page, sku);
  await expect(page.getByText("1 of 3 packed").first()).toBeVisible();
});

test("two tabs of a station keep one queue, and each scan counts once", async ({ page, api, context, complaints }) => {
  complaints.expect(isOffline);
  const { code, article, place } = await warehouse(api);
  const sku = await article();
  const { id } = await place({ sku, quantity: 4 });
  await openStation(page, code);
  const second = await context.newPage();
  await openScreen(second, "/packing");
  await context.setOffline(true);
  for (const tab of [page, second, page, second]) await scan(tab, sku);
  await expect(page.getByText("4 of 4 packed").first()).toBeVisible();
  await context.setOffline(false);
  await page.keyboard.press("Enter");
  await expect(verdict(second)).toContainText("is packed");
  expect((await orderAt(api, id)).shipments).toHaveLength(1);
});

for (const scheme of ["light", "dark"] as const)
  test(`a station with an order is accessible and fits a handheld, ${scheme}`, async ({ page, api }) => {
    const { code, article, place } = await warehouse(api);
    const sku = await article();
    await place({ sku, quantity: 2 });
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width: 360, height: 740 });
    await openStation(page, code);
    for (const text of [sku, "UNKNOWN-1"]) {
      await scan(page, text);
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
        .analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))])).toEqual([]);
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(beyond).toBeLessThanOrEqual(0);
    }
    await page.screenshot({ path: `test-results/packing-${scheme}-360.png` });
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.screenshot({ path: `test-results/packing-${scheme}-1440.png` });
  });

import type { Page } from "@playwright/test";
import { keyParams } from "#features/api-keys/key-params.ts";
import { customerParams } from "#features/customers/customer-params.ts";
import { deliveryParams } from "#features/deliveries/delivery-params.ts";
import { importParams } from "#features/imports/import-params.ts";
import { inboxParams } from "#features/inbox/inbox-params.ts";
import { mailParams } from "#features/mail/mail-params.ts";
import { listParams } from "#features/orders/list/list-params.ts";
import { productParams } from "#features/products/product-params.ts";
import { jobParams } from "#features/queues/queue-params.ts";
import { differenceParams } from "#features/reconciliation/reconciliation-params.ts";
import { stockParams } from "#features/stock/stock-params.ts";
import { endpointParams } from "#features/webhooks/endpoint-params.ts";
import { firstOf } from "./arrange.ts";
import { expect, openScreen, test } from "./fixtures.ts";

const NOBODY = "019a0000-0000-7000-8000-000000000000";

interface List {
  readonly path: string;
  readonly parsers: Readonly<Record<string, unknown>>;
  /** One value of each filter, including unusual ones. */
  readonly asked: Readonly<Record<string, string>>;
  /** The filter that is the search field. */
  readonly search?: string;
}

const lists: readonly List[] = [
  {
    path: "/orders",
    parsers: listParams,
    search: "q",
    asked: {
      q: "nobody at all",
      status: "pending,processing,cancelled",
      paymentStatus: "unpaid",
      fulfillmentStatus: "unfulfilled,partially_fulfilled",
      channel: "a-channel-that-was-removed",
      onHold: "false",
      work: "to_ship",
      tag: "a-tag-of-forty-characters-without-a-space",
      assignee: NOBODY,
      customer: NOBODY,
      placedFrom: "2026-01-01",
      placedTo: "2026-01-31",
      sort: "placedAt",
    },
  },
  { path: "/customers", parsers: customerParams, search: "q", asked: { q: "nobody at all", sort: "createdAt" } },
  {
    path: "/products",
    parsers: productParams,
    search: "q",
    asked: { q: "nothing at all", status: "archived", sort: "title" },
  },
  {
    path: "/stock",
    parsers: stockParams,
    search: "q",
    asked: { q: "nothing at all", location: "a-location-that-was-removed", low: "true" },
  },
  {
    path: "/deliveries",
    parsers: deliveryParams,
    asked: { state: "retrying", endpoint: NOBODY, type: "order.*", subject: NOBODY, from: "2026-01-01" },
  },
  { path: "/import", parsers: importParams, asked: { status: "cancelled" } },
  {
    path: "/inbox",
    parsers: inboxParams,
    asked: {
      state: "ignored",
      source: NOBODY,
      type: "no/such/topic",
      from: "2026-01-01",
      to: "2026-01-31",
      muted: "true",
    },
  },
  {
    path: "/mail",
    parsers: mailParams,
    search: "to",
    asked: { state: "failed", template: "stock_low", to: "nobody@example.com" },
  },
  { path: "/queues/webhooks.cancelSkipped", parsers: jobParams, asked: { state: "cancelled" } },
  { path: "/integrations/webhooks", parsers: endpointParams, asked: { health: "paused" } },
  { path: "/integrations/keys", parsers: keyParams, asked: { state: "revoked" } },
];

/** A from and a to date are one filter of two parameters. */
const PAIRS: Readonly<Record<string, string>> = { placedTo: "placedFrom", to: "from" };

const filtersOn = (page: Page) => page.getByRole("group", { name: "Filters" }).locator("[data-filter=on]");

async function expectInSight(page: Page, count: number): Promise<void> {
  await expect(filtersOn(page)).toHaveCount(count);
  const width = page.viewportSize()?.width ?? 0;
  for (const chip of await filtersOn(page).all()) {
    await expect(chip).toBeVisible();
    const box = await chip.boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= width, `${await chip.innerText()} lies inside the window`).toBe(
      true,
    );
  }
}

/** A chip has a remove button; a toggle is pressed again. */
async function takeAway(page: Page): Promise<void> {
  const chip = filtersOn(page).first();
  const remove = chip.getByRole("button", { name: /^Remove the filter/ });
  await ((await remove.count()) > 0 ? remove : chip).click();
}

for (const { path, parsers, asked, search } of lists) {
  test(`${path}: the URL's filters are visible on phone and desktop and can be removed, one by one and at once`, async ({
    page,
    complaints,
  }) => {
    complaints.expect(/status of 40[04]/); // values that do not exist
    expect(Object.keys(asked), "every filter is tried").toEqual(Object.keys(parsers));
    const query = () => new URL(page.url()).search;
    const count = Object.keys(asked).filter((name) => name !== search && !((PAIRS[name] ?? "") in asked)).length;
    const all = `${path}?${new URLSearchParams(asked).toString()}`;
    await page.setViewportSize({ width: 1440, height: 800 });
    await openScreen(page, all);
    await expectInSight(page, count);
    await page.getByRole("button", { name: "Clear all" }).first().click();
    await expect.poll(query).toBe("");
    await expect(filtersOn(page)).toHaveCount(0);
    await page.setViewportSize({ width: 360, height: 740 });
    await openScreen(page, all);
    if (search !== undefined) await expect(page.getByRole("searchbox")).toHaveValue(asked[search] ?? "");
    for (let left = count; left > 0; left -= 1) {
      await expectInSight(page, left);
      const before = query();
      await takeAway(page);
      await expect.poll(query, { message: "one filter less" }).not.toBe(before);
    }
    await expect(filtersOn(page)).toHaveCount(0);
    if (search !== undefined) await page.getByRole("searchbox").fill("");
    await expect.poll(query).toBe("");
  });

  test(`${path}: URL parameters that no filter uses are shown and can be removed`, async ({ page }) => {
    const wrong = Object.keys(asked).includes("state") ? "state" : "paymentstatus";
    await page.setViewportSize({ width: 360, height: 740 });
    await openScreen(page, `${path}?${wrong}=perhaps`);
    await expectInSight(page, 1);
    await expect(filtersOn(page)).toContainText("perhaps");
    await takeAway(page);
    await expect.poll(() => new URL(page.url()).search).toBe("");
  });
}

test("a comparison shows which differences it is filtered by", async ({ page, api }) => {
  const { id } = await firstOf(api, "reconciliations?partner=marketplace&limit=1");
  const asked = { kind: "missing_here", state: "open" };
  expect(Object.keys(asked)).toEqual(Object.keys(differenceParams));
  await page.setViewportSize({ width: 360, height: 740 });
  await openScreen(page, `/reconciliation/runs/${id}?${new URLSearchParams(asked).toString()}`);
  await expectInSight(page, 2);
  await page.getByRole("button", { name: "Clear all" }).first().click();
  await expect.poll(() => new URL(page.url()).search).toBe("");
});

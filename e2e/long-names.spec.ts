import { randomUUID } from "node:crypto";
import { type APIRequestContext, expect, type Page } from "@playwright/test";
import { openScreen, test } from "./fixtures.ts";

const asItIs = { "if-match": "*" };

/** Without a space there is no line break; right-to-left text ends at the left; a family emoji is one grapheme. */
const kinds = {
  "without a space": "Unbreakable",
  "from right to left": "שלום־עולם",
  "of emoji": "👩‍👩‍👧‍👦🧵",
};
const long = (part: string, length: number) => {
  const signs = Array.from(new Intl.Segmenter().segment(part.repeat(length)), ({ segment }) => segment);
  let text = "";
  for (const sign of signs) if (text.length + sign.length <= length) text += sign;
  return text;
};

/** Where the created names are shown: in lists, and on detail pages. */
interface Planted {
  readonly lists: readonly string[];
  readonly details: readonly string[];
}

async function make<T>(api: APIRequestContext, path: string, data: object): Promise<T> {
  const answer = await api.post(path, { data });
  expect(answer.ok(), await answer.text()).toBe(true);
  return answer.json();
}

/** One of every named resource, each with a name of maximum length. */
async function plant(api: APIRequestContext, part: string, family: string): Promise<Planted> {
  const mark = `${family}${randomUUID().slice(0, 4)}`;
  const sku = `${mark}-${"S".repeat(55)}`;
  const email = `${mark}${"e".repeat(50)}@${"d".repeat(60)}.${"d".repeat(60)}.example.com`;
  const address = {
    name: long(part, 200),
    line1: long(part, 200),
    city: long(part, 80),
    postalCode: "AB1 2CD",
    country: "GB",
  };
  const product = await make<{ id: string }>(api, "products", {
    title: long(part, 200),
    variants: [{ sku, title: long(part, 100), prices: { GBP: 1000 } }],
  });
  await make(api, "stock-adjustments", { sku, location: "main", delta: 5, reason: "receipt" });
  const customer = await make<{ id: string }>(api, "customers", {
    email,
    name: long(part, 200),
    reference: `${mark}${"R".repeat(92)}`,
    groups: [long(part, 60)],
    addresses: [address],
  });
  await make(api, "channels", { code: `c-${mark}`, name: long(part, 120), kind: "web", locationOrder: ["main"] });
  const order = await make<{ id: string; number: string }>(api, "orders", {
    channel: `c-${mark}`,
    externalId: "x".repeat(100),
    customer: { email, name: long(part, 200) },
    shippingAddress: address,
    tags: ["t".repeat(40)],
    currency: "GBP",
    lines: [{ sku, quantity: 1, unitPrice: 1000 }],
  });
  const endpoint = await make<{ id: string }>(api, "webhook-endpoints", {
    url: `http://127.0.0.1:9/${"u".repeat(300)}`,
    description: long(part, 200),
    eventTypes: ["webhook.test"],
  });
  await make(api, `webhook-endpoints/${endpoint.id}/test`, {});
  const source = await make<{ id: string }>(api, "inbound-sources", {
    code: `s-${mark}`,
    name: long(part, 120),
    kind: "standard",
    operation: "orders.place",
    mapping: "data",
  });
  const partner = await make<{ id: string }>(api, "partners", {
    code: `p-${mark}`,
    name: long(part, 120),
    compares: "orders",
    channel: `c-${mark}`,
    url: `https://example.com/${"u".repeat(300)}`,
  });
  await api.patch(`customers/${customer.id}`, { data: { notes: long(part, 500) }, headers: asItIs });
  return {
    lists: [
      "/",
      "/orders",
      `/orders?tag=${"t".repeat(40)}`,
      "/products",
      `/stock?q=${family}`,
      `/customers?q=${family}`,
      "/integrations/webhooks",
      "/integrations/sources",
      "/reconciliation",
      "/deliveries",
      "/inbox",
      "/mail",
    ],
    details: [
      `/orders/${order.number}`,
      `/products/${product.id}`,
      `/customers/${customer.id}`,
      `/integrations/webhooks/${endpoint.id}`,
      `/integrations/sources/${source.id}`,
      `/reconciliation/${partner.id}`,
      `/reconciliation/${partner.id}/edit`,
      `/reconciliation/${partner.id}/compare`,
      `/orders/new?customer=${customer.id}`,
    ],
  };
}

/** Elements that overflow the window or, in a page without sideways scrolling, their own box. */
const sticksOut = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const outside = [...document.querySelectorAll<HTMLElement>("main :is(button, a, input, h1, h2, [role=combobox])")]
      .filter((one) => one.checkVisibility() && one.closest(".overflow-x-auto, .overflow-auto, table") === null)
      .filter((one) => one.getBoundingClientRect().right > clientWidth + 1)
      .map((one) => `${one.tagName} ${one.getAttribute("aria-label") ?? one.textContent.slice(0, 30)}`);
    return [...(scrollWidth > clientWidth ? [`the page, by ${String(scrollWidth - clientWidth)} px`] : []), ...outside];
  });

const SIZES = [
  { width: 360, height: 740 },
  { width: 1440, height: 900 },
];

async function expectInPlace(page: Page, paths: readonly string[]): Promise<void> {
  const found: string[] = [];
  for (const path of paths) {
    await openScreen(page, path);
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
      found.push(...(await sticksOut(page)).map((what) => `${path} at ${String(size.width)} px: ${what}`));
    }
  }
  expect(found).toEqual([]);
}

const familyOf = () => randomUUID().slice(0, 4);

test("names of maximum length, of every kind, overflow no list", async ({ page, api }) => {
  const family = familyOf();
  const planted: Planted[] = [];
  for (const part of Object.values(kinds)) planted.push(await plant(api, part, family));
  await expectInPlace(page, planted[0]?.lists ?? []);
});

for (const [kind, part] of Object.entries(kinds))
  test(`names ${kind} of maximum length overflow no detail screen`, async ({ page, api }) => {
    const { details } = await plant(api, part, familyOf());
    await expectInPlace(page, details);
  });

test("a truncated name in a list can be read in full", async ({ page, api }) => {
  const name = long("Unbreakable", 200);
  const { id } = await make<{ id: string }>(api, "customers", { name });
  await page.setViewportSize({ width: 1440, height: 900 });
  await openScreen(page, "/customers");
  const link = page.locator(`tr[data-index] a[href="/customers/${id}"]`);
  await link.locator("span").last().hover();
  await expect(page.locator("[data-tip-layer]")).toHaveText(name);
});

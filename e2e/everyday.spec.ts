import { randomUUID } from "node:crypto";
import type { APIRequestContext, Locator, Page } from "@playwright/test";
import { startReceiver } from "#testing/fixtures/receiver.ts";
import { createCustomer, failedDelivery, orderAt, readyOrder, readyOrders, stockedArticle } from "./arrange.ts";
import { expect, openScreen, test } from "./fixtures.ts";

/** Counts user actions. Typing counts one key per character. */
class Hands {
  readonly page: Page;
  clicks = 0;
  keys = 0;

  constructor(page: Page) {
    this.page = page;
  }

  async click(target: Locator, options: Parameters<Locator["click"]>[0] = {}): Promise<void> {
    this.clicks += 1;
    await target.click(options);
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      this.keys += 1;
      await this.page.keyboard.press(key);
    }
  }

  async type(text: string): Promise<void> {
    this.keys += text.length;
    await this.page.keyboard.type(text);
  }

  /** Copied elsewhere, so only the paste counts. */
  async paste(text: string): Promise<void> {
    await this.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await this.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await this.press("Control+v");
  }

  /** Prints the actions of a task, and asserts the limit. */
  took(task: string, most: { clicks: number; keys: number }): void {
    process.stdout.write(`\n    ${task}: ${String(this.clicks)} clicks, ${String(this.keys)} keys\n`);
    expect(this.clicks, `clicks to ${task}`).toBeLessThanOrEqual(most.clicks);
    expect(this.keys, `keys to ${task}`).toBeLessThanOrEqual(most.keys);
  }
}

const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name, exact: true });
const dialogOf = (page: Page) => page.getByRole("dialog");
const surname = () => `Quill${randomUUID().slice(0, 6)}feather`;
const shipmentsOf = async (api: APIRequestContext, id: string) => (await orderAt(api, id)).shipments;

test("an order is found by part of its customer's name from any screen, without the mouse", async ({ page, api }) => {
  const name = surname();
  const sku = await stockedArticle(api, 3);
  const order = await readyOrder(api, sku, { customer: { name: `Zoe ${name}`, email: `${name}@example.com` } });
  await openScreen(page, "/stock");
  const hands = new Hands(page);
  await hands.press("Control+k");
  await expect(page.getByRole("combobox")).toBeFocused();
  await hands.type(name.slice(0, 9).toLowerCase());
  await expect(page.getByRole("option", { name: order.number, selected: true })).toBeVisible();
  await hands.press("Enter");
  await expect(heading(page, `Order ${order.number}`)).toBeVisible();
  hands.took("find an order by half a name", { clicks: 0, keys: 11 });
});

test("ten orders are shipped from the list in under ten clicks, with their tracking numbers", async ({ page, api }) => {
  const sku = await stockedArticle(api, 12);
  const orders = await readyOrders(api, sku, 10);
  await openScreen(page, "/orders");
  const hands = new Hands(page);
  await hands.press("/");
  await hands.type(sku.toLowerCase());
  await expect(page.locator("tr[data-index]")).toHaveCount(10);
  const box = (index: number) => page.locator(`tr[data-index="${String(index)}"]`).getByRole("checkbox");
  await hands.click(box(0));
  await hands.click(box(9), { modifiers: ["Shift"] });
  await hands.click(page.getByRole("toolbar").getByRole("button", { name: "Ship", exact: true }));
  await expect(page.getByLabel(/^Tracking number of order/).first()).toBeFocused();
  await hands.paste(orders.map(({ number }, index) => `${number}\tDPD-${String(index)}`).join("\n"));
  await hands.click(page.getByRole("button", { name: "Ship 10 orders" }));
  await expect(dialogOf(page)).toContainText("10 shipped.");
  await hands.click(page.getByRole("button", { name: "Done" }));
  await expect(dialogOf(page)).toBeHidden();
  for (const [index, { id }] of orders.entries())
    expect(await shipmentsOf(api, id)).toMatchObject([{ trackingNumber: `DPD-${String(index)}` }]);
  hands.took("ship ten orders from the list", { clicks: 9, keys: 16 });
});

test("ten orders are shipped from the list by keyboard only", async ({ page, api }) => {
  const sku = await stockedArticle(api, 12);
  const orders = await readyOrders(api, sku, 10);
  await openScreen(page, `/orders?q=${sku}`);
  await expect(page.locator("tr[data-index]")).toHaveCount(10);
  const hands = new Hands(page);
  await hands.press("Control+a", "s");
  await expect(page.getByLabel(/^Tracking number of order/).first()).toBeFocused();
  await hands.paste(orders.map((_, index) => `DPD-${String(index)}`).join("\n"));
  await hands.press("Control+Enter");
  await expect(dialogOf(page)).toContainText("10 shipped.");
  await expect(page.getByRole("button", { name: "Done" })).toBeFocused();
  await hands.press("Enter");
  await expect(dialogOf(page)).toBeHidden();
  for (const { id } of orders) expect(await shipmentsOf(api, id)).toHaveLength(1);
  hands.took("ship ten orders by keys", { clicks: 0, keys: 5 });
});

test("one line of an order is refunded", async ({ page, api }) => {
  const [sku, other] = [await stockedArticle(api, 5), await stockedArticle(api, 5)];
  const lines = [sku, other].map((each) => ({ sku: each, quantity: 1 }));
  const { number } = await readyOrder(api, sku, { lines });
  await openScreen(page, "/");
  const hands = new Hands(page);
  await hands.press("Control+k");
  await expect(page.getByRole("combobox")).toBeFocused();
  await hands.type(number);
  await expect(page.getByRole("option", { name: number, selected: true })).toBeVisible();
  await hands.press("Enter");
  await expect(heading(page, `Order ${number}`)).toBeVisible();
  await hands.click(page.getByRole("main").getByRole("button", { name: "Refund", exact: true }).first());
  await expect(dialogOf(page).getByRole("textbox", { name: "Reason" })).toBeFocused();
  await hands.type("Broken");
  const line = dialogOf(page).getByRole("listitem").filter({ hasText: other });
  await hands.click(line.getByRole("button", { name: "One more" }));
  await hands.click(dialogOf(page).getByRole("button", { name: "Refund £10.00" }));
  await expect(dialogOf(page)).toBeHidden();
  await expect(page.getByRole("row", { name: new RegExp(other) })).toContainText(/1 refunded: £10\.00/);
  hands.took("refund one line", { clicks: 3, keys: 12 });
});

test.describe("a failed webhook", () => {
  const lookUp = async (hands: Hands, url: string) => {
    const { page } = hands;
    await openScreen(page, "/");
    await hands.press("g", "d");
    await expect(heading(page, "Deliveries")).toBeVisible();
    await hands.click(page.getByRole("link", { name: /^Failed \d/ }));
    await expect(page).toHaveURL(/state=failed/);
    await hands.click(page.getByRole("row").filter({ hasText: new URL(url).host }));
    await expect(page.getByRole("list", { name: "Attempts" })).toContainText("400 Bad request");
    await expect(page.getByRole("list", { name: "Attempts" })).toContainText("Out of paper");
  };

  test("is diagnosed and retried by a manager", async ({ visit, api }) => {
    const receiver = await startReceiver();
    let broken = true;
    receiver.answer = (_, response) =>
      void (broken ? response.writeHead(400).end("Out of paper") : response.writeHead(202).end("printed"));
    try {
      await failedDelivery(api, { url: receiver.url, description: "Label printer" });
      const hands = new Hands(await visit("manager"));
      await lookUp(hands, receiver.url);
      broken = false;
      await hands.press("r");
      await expect(hands.page.getByRole("list", { name: "Attempts" })).toContainText("202 Accepted");
      hands.took("see why a webhook failed and retry it", { clicks: 2, keys: 3 });
    } finally {
      await receiver.close();
    }
  });

  test("shows its cause to an agent, and which roles may retry it", async ({ visit, api }) => {
    const receiver = await startReceiver();
    receiver.answer = (_, response) => void response.writeHead(400).end("Out of paper");
    try {
      await failedDelivery(api, { url: receiver.url, description: "Label printer" });
      const hands = new Hands(await visit("agent"));
      await lookUp(hands, receiver.url);
      await expect(hands.page.getByRole("button", { name: /^Retry/ })).toHaveCount(0);
      await expect(hands.page.getByRole("main")).toContainText(
        "Only managers and administrators can retry or replay deliveries.",
      );
      hands.took("see why a webhook failed, and whom to ask", { clicks: 2, keys: 2 });
    } finally {
      await receiver.close();
    }
  });
});

test("a phone order of a known customer is placed without the mouse", async ({ page, api }) => {
  const name = surname();
  await createCustomer(api, { name: `Zoe ${name}`, email: `${name}@example.com`, phone: "+44 20 7946 0123" });
  const sku = await stockedArticle(api, 5);
  await openScreen(page, "/");
  const hands = new Hands(page);
  await hands.press("c");
  await expect(page.getByRole("combobox", { name: "Find or add a customer" })).toBeFocused();
  await hands.type(name.slice(0, 9).toLowerCase());
  await expect(page.getByRole("option", { name: new RegExp(name) })).toBeVisible();
  await hands.press("Enter");
  await expect(page.getByRole("combobox", { name: "Add an article" })).toBeFocused();
  await hands.type(`2x ${sku.toLowerCase()}`);
  await expect(page.getByRole("option", { name: new RegExp(sku) })).toBeVisible();
  await hands.press("Enter");
  await expect(page.getByRole("textbox", { name: /^Quantity of / })).toHaveValue("2");
  await hands.press("Control+Enter");
  await expect(heading(page, /^Order \d+$/)).toBeVisible();
  await expect(page.getByRole("main")).toContainText("£20.00");
  hands.took("take a phone order", { clicks: 0, keys: 30 });
});

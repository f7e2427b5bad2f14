import { randomUUID } from "node:crypto";
import type { APIRequestContext, Locator, Page } from "@playwright/test";
import { createEndpoint, firstOf, listOf } from "./arrange.ts";
import { expect, openScreen, test } from "./fixtures.ts";

const SKU = "MUG-03-WHI"; // allows backorders

/** Three mugs for 15.00. */
async function order(api: APIRequestContext, more: object = {}): Promise<{ id: string; number: string }> {
  const customer = { name: "Ada Penrose", email: `${randomUUID()}@example.com` };
  const lines = [{ sku: SKU, quantity: 3, unitPrice: 500 }];
  const answer = await api.post("orders", {
    data: { channel: "web", externalId: randomUUID(), customer, lines, ...more },
  });
  expect(answer.status(), await answer.text()).toBe(201);
  return answer.json();
}

const paid = (api: APIRequestContext) => order(api, { payment: { method: "manual" } });
const at =
  (make: (api: APIRequestContext) => Promise<{ number: string }>) =>
  async (api: APIRequestContext): Promise<string> =>
    `/orders/${(await make(api)).number}`;

/** The article with most stock, so that all units can ship. */
async function there(api: APIRequestContext) {
  const levels = await listOf<{ sku: string; location: string; available: number }>(api, "stock-levels?limit=100");
  const most = levels.filter(({ location }) => location === "main").toSorted((a, b) => b.available - a.available)[0];
  const lines = [{ sku: most?.sku ?? SKU, quantity: 3, unitPrice: 500 }];
  return order(api, { payment: { method: "manual" }, lines });
}

async function shipped(api: APIRequestContext) {
  const made = await there(api);
  expect((await api.post(`orders/${made.id}/shipments`, { data: {} })).status()).toBe(200);
  return made;
}

const main = (page: Page) => page.getByRole("main");
const button = (name: string | RegExp) => (page: Page) => main(page).getByRole("button", { name }).first();
const more = button("More");

interface Case {
  readonly dialog: string;
  readonly path: (api: APIRequestContext) => Promise<string>;
  /** The trigger, which gets the focus back. */
  readonly opener: (page: Page) => Locator;
  /** In the menu that the opener opens. */
  readonly item?: string;
  readonly first: (dialog: Locator) => Locator;
}

const text = (name: string | RegExp) => (dialog: Locator) => dialog.getByRole("textbox", { name }).first();
const choice = (name: string | RegExp) => (dialog: Locator) => dialog.getByRole("combobox", { name }).first();
const press = (name: string) => (dialog: Locator) => dialog.getByRole("button", { name, exact: true });
const screen = (path: string) => () => Promise.resolve(path);

const cases: Case[] = [
  { dialog: "Ship", path: at(there), opener: button(/^Ship/), first: text("Tracking number") },
  { dialog: "Pay", path: at(order), opener: button("Take payment"), first: text("Amount") },
  { dialog: "Refund", path: at(paid), opener: more, item: "Refund", first: text("Reason") },
  { dialog: "Hold", path: at(paid), opener: more, item: "Put on hold", first: choice("Reason") },
  { dialog: "Cancel", path: at(paid), opener: more, item: "Cancel order", first: text("Reason") },
  { dialog: "Customer", path: at(paid), opener: button("Edit"), first: choice("Find a customer") },
  { dialog: "Address", path: at(paid), opener: button("Add address"), first: text("Name") },
  { dialog: "Deliver", path: at(shipped), opener: button("Mark delivered"), first: press("Mark delivered") },
  {
    dialog: "Change of a customer",
    path: async (api) => `/customers/${(await firstOf(api, "customers?limit=1")).id}`,
    opener: button("Edit"),
    first: text("Name"),
  },
  { dialog: "Replay", path: screen("/deliveries"), opener: button(/^Replay/), first: choice("Endpoint") },
  { dialog: "Retry of deliveries", path: screen("/deliveries"), opener: button(/^Retry/), first: choice("Endpoint") },
  { dialog: "Retry of messages", path: screen("/inbox"), opener: button(/^Retry/), first: choice("Source") },
  {
    dialog: "Rotation of a secret",
    path: async (api) => `/integrations/webhooks/${await createEndpoint(api)}`,
    opener: button(/Rotate/),
    first: (dialog) => dialog.getByRole("combobox").first(),
  },
  {
    dialog: "Password",
    path: screen("/settings/profile"),
    opener: button("Change password"),
    first: (dialog) => dialog.getByLabel("Present password"),
  },
];

const dialogOf = (page: Page) => page.locator('[role="dialog"], [role="alertdialog"]').last();

async function open(page: Page, { opener, item }: Pick<Case, "opener" | "item">): Promise<Locator> {
  await opener(page).focus();
  await page.keyboard.press("Enter");
  if (item) await page.getByRole("menuitem", { name: item }).press("Enter");
  await expect(dialogOf(page)).toBeVisible();
  return dialogOf(page);
}

/** The index of the focus among all elements of the dialog; -1 outside of it. */
const placeIn = (dialog: Locator) =>
  dialog.evaluate((content) => [...content.querySelectorAll("*")].indexOf(document.activeElement ?? content));

/** Presses Tab until the focus has gone round. */
async function walk(page: Page, dialog: Locator): Promise<number[]> {
  const places = [await placeIn(dialog)];
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    const place = await placeIn(dialog);
    if (place === places[0]) return places;
    places.push(place);
  }
  throw new Error(`Tab is trapped at ${places.slice(-5).join(", ")}`);
}

for (const each of cases)
  test(`${each.dialog}: focus starts in the first field, follows reading order, and is restored on close`, async ({
    page,
    api,
  }) => {
    await openScreen(page, await each.path(api));
    const dialog = await open(page, each);
    await expect(each.first(dialog)).toBeFocused();
    const places = await walk(page, dialog);
    expect(places).not.toContain(-1);
    const lowest = places.indexOf(Math.min(...places));
    const fromTop = [...places.slice(lowest), ...places.slice(0, lowest)];
    expect(fromTop).toEqual(fromTop.toSorted((a, b) => a - b));
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await expect(each.opener(page)).toBeFocused();
  });

test("a shipment is created by a scan: the number fills its field, and its Enter submits", async ({ page, api }) => {
  await openScreen(page, `/orders/${(await there(api)).number}`);
  await page.keyboard.press("s");
  await expect(text("Tracking number")(dialogOf(page))).toBeFocused();
  await page.keyboard.type("JD014600006123456789");
  await page.keyboard.press("Enter");
  await expect(page.getByText("3 units shipped.")).toBeVisible();
  await expect(main(page)).toContainText("JD014600006123456789");
});

for (const modifier of ["Control", "Meta"])
  test(`${modifier} with Enter submits from any field, and an error focuses its field`, async ({ page, api }) => {
    await openScreen(page, `/orders/${(await paid(api)).number}`);
    const dialog = await open(page, { opener: more, item: "Cancel order" });
    await dialog.getByRole("radio", { name: "Some of it" }).click();
    const send = `${modifier}+Enter`;
    await expect(dialog.getByRole("button", { name: "Cancel 0 units" })).toBeEnabled();
    await page.keyboard.press(send);
    const units = text(/mug/i)(dialog);
    await expect(units).toBeFocused();
    await page.keyboard.type("1");
    await expect(dialog.getByRole("button", { name: "Cancel 1 unit and refund £5.00" })).toBeEnabled();
    await page.keyboard.press(send);
    await expect(text("Reason")(dialog)).toBeFocused();
    await page.keyboard.type("One too many");
    await dialog.getByRole("checkbox", { name: "Refund £5.00 now" }).focus();
    await page.keyboard.press(send);
    await expect(dialog).toBeHidden();
    await expect(page.getByText("1 unit cancelled. £5.00 is given back.")).toBeVisible();
    await expect(page.getByRole("row", { name: new RegExp(SKU) })).toContainText("1 refunded: £5.00");
    await expect(main(page)).not.toContainText("Due back");
  });

test("a cancellation without a refund leaves the amount due back, as the order shows", async ({ page, api }) => {
  await openScreen(page, `/orders/${(await paid(api)).number}`);
  const dialog = await open(page, { opener: more, item: "Cancel order" });
  await text("Reason")(dialog).fill("Changed their mind");
  await dialog.getByRole("checkbox", { name: "Refund £15.00 now" }).uncheck();
  await dialog.getByRole("button", { name: /^Cancel order \S+$/ }).click();
  await expect(main(page)).toContainText("£15.00 is due back to the customer");
  await main(page).getByRole("button", { name: "Refund", exact: true }).first().click();
  await text("Reason")(dialogOf(page)).fill("Cancelled");
  await page.keyboard.press("Control+Enter");
  await expect(main(page)).not.toContainText("is due back to the customer");
});

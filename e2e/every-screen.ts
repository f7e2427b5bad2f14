import type { APIRequestContext, Page } from "@playwright/test";
import { createEndpoint, failedDelivery, firstOf, importFile, listOf, placeOrder, rowOf } from "./arrange.ts";
import { expect } from "./fixtures.ts";

export interface Screen {
  readonly name: string;
  readonly path: string | ((api: APIRequestContext) => Promise<string>);
  /** Its first heading. */
  readonly heading: string | RegExp;
  /** Nothing is there, and the browser says so in its console. */
  readonly lost?: boolean;
  /** Brings it into the state that is looked at. */
  readonly act?: (page: Page) => Promise<void>;
  /** What opens over it, one after the other; Escape closes each. */
  readonly over?: Readonly<Record<string, (page: Page) => Promise<void>>>;
}

const orderPath = async (api: APIRequestContext, query: string) =>
  `/orders/${(await firstOf<{ id: string; number: string }>(api, `orders?${query}&limit=1`)).number}`;
const productPath = async (api: APIRequestContext) => `/products/${(await firstOf(api, "products?limit=1")).id}`;
const customerPath = async (api: APIRequestContext) => `/customers/${(await firstOf(api, "customers?limit=1")).id}`;
const importPath = async (api: APIRequestContext) => {
  const { id } = await importFile(api, [rowOf("screens"), rowOf("screens-refused", { sku: "NO-SUCH-SKU" })]);
  return `/import/${id}`;
};

const messagePath = async (api: APIRequestContext) =>
  `/inbox/${(await firstOf(api, "inbound-messages?state=failed&limit=1")).id}`;
const sourcePath = async (api: APIRequestContext) =>
  `/integrations/sources/${(await firstOf(api, "inbound-sources")).id}`;

const endpointPath = async (api: APIRequestContext) => `/integrations/webhooks/${await createEndpoint(api)}`;
const deliveryPath = async (api: APIRequestContext) => `/deliveries/${await failedDelivery(api)}`;

const partnerPath = async (api: APIRequestContext) => `/reconciliation/${(await firstOf(api, "partners")).id}`;
const runPath = async (api: APIRequestContext) =>
  `/reconciliation/runs/${(await firstOf(api, "reconciliations?partner=marketplace&limit=1")).id}`;
const mailPath = async (api: APIRequestContext) => {
  await placeOrder(api);
  await expect.poll(async () => (await listOf(api, "mails?limit=1")).length).toBe(1);
  return `/mail/${(await firstOf(api, "mails?limit=1")).id}`;
};

const toShip = (api: APIRequestContext) =>
  orderPath(api, "status=processing&fulfillmentStatus=unfulfilled&onHold=false");

const dialogOpen = (page: Page) => expect(page.getByRole("dialog")).toBeVisible();

async function openDialog(page: Page, button: string | RegExp): Promise<void> {
  await page.getByRole("button", { name: button, exact: true }).first().click();
  await dialogOpen(page);
}

async function openMenu(page: Page, button: string | RegExp): Promise<void> {
  await page.getByRole("button", { name: button }).first().click();
  await expect(page.getByRole("menu")).toBeVisible();
}

/** Opens a dialog of an order's menu. */
const fromMore = (item: RegExp) => async (page: Page) => {
  await openMenu(page, /^More$/);
  await page.getByRole("menuitem", { name: item }).click();
  await dialogOpen(page);
};

const firstRow = async (page: Page) => {
  await page.locator("tr[data-index]").first().click();
  await dialogOpen(page);
};

const dialogs = (...buttons: readonly (string | RegExp)[]) =>
  Object.fromEntries(buttons.map((button) => [String(button), (page: Page) => openDialog(page, button)]));

export const screens: readonly Screen[] = [
  {
    name: "Home",
    path: "/",
    heading: "Home",
    over: {
      "the keys": async (page) => {
        await page.keyboard.press("?");
        await dialogOpen(page);
      },
      "the themes": (page) => openMenu(page, "Theme"),
      "the account": (page) => openMenu(page, /^Account of/),
      "a new password": async (page) => {
        await openMenu(page, /^Account of/);
        await page.getByRole("menuitem", { name: "Change password" }).click();
        await dialogOpen(page);
      },
    },
  },
  { name: "Orders", path: "/orders", heading: "Orders", over: dialogs("Filter by Status") },
  {
    name: "chosen orders",
    path: "/orders",
    heading: "Orders",
    act: async (page) => {
      await page.locator("tr[data-index] input[type=checkbox]").first().click();
      await expect(page.getByRole("toolbar")).toBeVisible();
    },
  },
  { name: "Orders, none found", path: "/orders?q=nosuchorder", heading: "Orders" },
  { name: "an order", path: (api) => orderPath(api, "fulfillmentStatus=partially_fulfilled"), heading: /^Order \d+/ },
  { name: "a held order", path: (api) => orderPath(api, "onHold=true"), heading: /^Order \d+/ },
  {
    name: "an unpaid order",
    path: (api) => orderPath(api, "status=pending&paymentStatus=unpaid&onHold=false"),
    heading: /^Order \d+/,
    over: dialogs("Take payment"),
  },
  {
    name: "an order to ship",
    path: toShip,
    heading: /^Order/,
    over: {
      "what else it can do": (page) => openMenu(page, /^More$/),
      Ship: fromMore(/^Ship/),
      "Put on hold": fromMore(/^Put on hold/),
      "Cancel order": fromMore(/^Cancel order/),
    },
  },
  { name: "New order", path: "/orders/new", heading: "New order" },
  { name: "Products", path: "/products", heading: "Products" },
  { name: "a product", path: productPath, heading: /\S/ },
  { name: "New product", path: "/products/new", heading: "New product" },
  { name: "Stock", path: "/stock", heading: "Stock", over: { "a level": firstRow } },
  {
    name: "Customers",
    path: "/customers",
    heading: "Customers",
    over: {
      "the command menu": async (page) => {
        await page.getByRole("button", { name: /Search or jump to/ }).click();
        await page.getByRole("combobox").fill("basket");
        await expect(page.getByRole("option").first()).toBeVisible();
      },
    },
  },
  { name: "a customer", path: customerPath, heading: /\S/, over: dialogs(/^Edit/) },
  { name: "New customer", path: "/customers/new", heading: "New customer" },
  { name: "Import", path: "/import", heading: "Import" },
  { name: "New import", path: "/import/new", heading: "New import" },
  { name: "an import", path: importPath, heading: "rows.csv" },
  { name: "Reconciliation", path: "/reconciliation", heading: "Reconciliation" },
  { name: "New partner", path: "/reconciliation/new", heading: "New partner" },
  { name: "a partner", path: partnerPath, heading: "Marketplace" },
  { name: "a list to compare", path: async (api) => `${await partnerPath(api)}/compare`, heading: "Compare a list" },
  { name: "a comparison", path: runPath, heading: "Reconciliation", over: { "a difference": firstRow } },
  { name: "Queues", path: "/queues", heading: "Queues" },
  { name: "a queue", path: "/queues/webhooks.cancelSkipped", heading: "webhooks.cancelSkipped" },
  { name: "Mail", path: "/mail", heading: "Mail" },
  {
    name: "a mail",
    path: mailPath,
    heading: /^Your order/,
    // In the frame of the other tab nothing may run, not even axe.
    act: (page) => page.getByRole("tab", { name: "Text" }).click(),
  },
  {
    name: "Inbox",
    path: "/inbox",
    heading: "Inbox",
    over: dialogs("Retry failed since…", "Filter by Received"),
  },
  {
    name: "a message",
    path: messagePath,
    heading: /\S/,
    act: (page) => page.getByText(/^What \S+ expects$/).click(),
  },
  { name: "Sources", path: "/integrations/sources", heading: "Integrations" },
  { name: "New source", path: "/integrations/sources/new", heading: "New source" },
  { name: "a source", path: sourcePath, heading: /\S/ },
  { name: "Deliveries", path: "/deliveries", heading: "Deliveries", over: dialogs("Replay", /^Retry failed/) },
  { name: "a delivery", path: deliveryPath, heading: "webhook.test" },
  { name: "Webhooks", path: "/integrations/webhooks", heading: "Integrations" },
  { name: "New endpoint", path: "/integrations/webhooks/new", heading: "Add endpoint" },
  {
    name: "an endpoint",
    path: endpointPath,
    heading: "Closed shop",
    over: { "what else it can do": (page) => openMenu(page, "More actions") },
  },
  {
    name: "settings of an endpoint",
    path: async (api) => `${await endpointPath(api)}?tab=settings`,
    heading: "Closed shop",
  },
  {
    name: "an address that leads nowhere",
    path: "/orders/no-such-order",
    heading: "There is nothing here",
    lost: true,
  },
  { name: "an order that does not exist", path: "/orders/99999999", heading: /99999999/, lost: true },
];

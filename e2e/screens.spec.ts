import { AxeBuilder } from "@axe-core/playwright";
import type { APIRequestContext, Page } from "@playwright/test";
import {
  createEndpoint,
  failedDelivery,
  firstOf,
  importFile,
  invoiceOf,
  listOf,
  placeOrder,
  rowOf,
} from "./arrange.ts";
import { expect, openScreen, test } from "./fixtures.ts";

/** axe cannot run in a frame without scripts; its content comes from a mail. */
const CLOSED_FRAME = "iframe[sandbox]:not([sandbox~=allow-scripts])";
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

interface Screen {
  readonly name: string;
  readonly path: string | ((api: APIRequestContext) => Promise<string>);
  /** Its first heading. */
  readonly heading: string | RegExp;
  /** What the browser logs to its console: a 404, or a script of the test's own in a frame that runs none. */
  readonly logs?: RegExp;
  /** Opens a dialog or menu over it. */
  readonly act?: (page: Page) => Promise<void>;
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

const keyPath = async (api: APIRequestContext) => {
  const data = { name: "Warehouse", scopes: ["orders:read"], allowedAddresses: ["203.0.113.0/24"] };
  const made = (await (await api.post("api-keys", { data })).json()) as { id: string };
  return `/integrations/keys/${made.id}`;
};
const endpointPath = async (api: APIRequestContext) => `/integrations/webhooks/${await createEndpoint(api)}`;
const deliveryPath = async (api: APIRequestContext) => `/deliveries/${await failedDelivery(api)}`;

const partnerPath = async (api: APIRequestContext) => `/reconciliation/${(await firstOf(api, "partners")).id}`;
const runPath = async (api: APIRequestContext) =>
  `/reconciliation/runs/${(await firstOf(api, "reconciliations?partner=marketplace&limit=1")).id}`;
const invoicePath = async (api: APIRequestContext) => `/integrations/erp/${await invoiceOf(api)}`;
const mailPath = async (api: APIRequestContext) => {
  await placeOrder(api);
  await expect.poll(async () => (await listOf(api, "mails?limit=1")).length).toBe(1);
  return `/mail/${(await firstOf(api, "mails?limit=1")).id}`;
};

async function openDialog(page: Page, button: string, role: "dialog" | "alertdialog" = "dialog"): Promise<void> {
  await page.getByRole("button", { name: button, exact: true }).first().click();
  await expect(page.getByRole(role)).toBeVisible();
}

const NOT_FOUND = /404 \(Not Found\)/;

const screens: readonly Screen[] = [
  { name: "Home", path: "/", heading: "Home" },
  { name: "People", path: "/settings/people", heading: "Settings" },
  { name: "Roles", path: "/settings/roles", heading: "Settings" },
  { name: "a built-in role", path: "/settings/roles/agent", heading: "Agent" },
  { name: "an invitation to be sent", path: "/settings/people/invite", heading: "Invite somebody" },
  { name: "Orders", path: "/orders", heading: "Orders" },
  { name: "Orders, none found", path: "/orders?q=nosuchorder", heading: "Orders" },
  { name: "an order", path: (api) => orderPath(api, "fulfillmentStatus=partially_fulfilled"), heading: /^Order \d+/ },
  { name: "a held order", path: (api) => orderPath(api, "onHold=true"), heading: /^Order \d+/ },
  {
    name: "a dialog of an order",
    path: (api) => orderPath(api, "status=pending&paymentStatus=unpaid&onHold=false"),
    heading: /^Order \d+/,
    act: (page) => openDialog(page, "Take payment"),
  },
  { name: "Packing", path: "/packing", heading: "Packing" },
  { name: "New order", path: "/orders/new", heading: "New order" },
  { name: "Products", path: "/products", heading: "Products" },
  { name: "a product", path: productPath, heading: /\S/ },
  { name: "New product", path: "/products/new", heading: "New product" },
  { name: "Stock", path: "/stock", heading: "Stock" },
  { name: "Customers", path: "/customers", heading: "Customers" },
  { name: "a customer", path: customerPath, heading: /\S/ },
  { name: "New customer", path: "/customers/new", heading: "New customer" },
  { name: "Import", path: "/import", heading: "Import" },
  { name: "New import", path: "/import/new", heading: "New import" },
  { name: "an import", path: importPath, heading: "rows.csv" },
  { name: "Reconciliation", path: "/reconciliation", heading: "Reconciliation" },
  { name: "New partner", path: "/reconciliation/new", heading: "New partner" },
  { name: "a partner", path: partnerPath, heading: "Marketplace" },
  { name: "a list to compare", path: async (api) => `${await partnerPath(api)}/compare`, heading: "Compare a list" },
  {
    name: "a difference",
    path: runPath,
    heading: "Reconciliation",
    act: async (page) => {
      await page.locator("tr[data-index]").first().click();
      await expect(page.getByRole("dialog")).toBeVisible();
    },
  },
  { name: "Queues", path: "/queues", heading: "Queues" },
  { name: "a queue", path: "/queues/webhooks.cancelSkipped", heading: "webhooks.cancelSkipped" },
  { name: "ERP", path: "/integrations/erp", heading: "Integrations" },
  { name: "an invoice", path: invoicePath, heading: /^INV-\d+/ },
  { name: "Mail", path: "/mail", heading: "Mail" },
  {
    name: "a mail",
    path: mailPath,
    heading: /^Your order/,
    logs: /^Blocked script execution in 'about:srcdoc'/,
    // No script may run in the other tab's frame, not even axe.
    act: (page) => page.getByRole("tab", { name: "Text" }).click(),
  },
  { name: "Inbox", path: "/inbox", heading: "Inbox" },
  {
    name: "Retry failed since",
    path: "/inbox",
    heading: "Inbox",
    act: (page) => openDialog(page, "Retry failed since…"),
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
  { name: "Deliveries", path: "/deliveries", heading: "Deliveries" },
  { name: "a delivery", path: deliveryPath, heading: "webhook.test" },
  {
    name: "a replay",
    path: "/deliveries",
    heading: "Deliveries",
    act: (page) => openDialog(page, "Replay"),
  },
  { name: "Security", path: "/settings/security", heading: "Settings" },
  { name: "Profile", path: "/settings/profile", heading: "Settings" },
  { name: "API keys", path: "/integrations/keys", heading: "Integrations" },
  { name: "New API key", path: "/integrations/keys/new", heading: "Create API key" },
  { name: "an API key", path: keyPath, heading: "Warehouse" },
  {
    name: "the rotation of an API key",
    path: keyPath,
    heading: "Warehouse",
    act: (page) => openDialog(page, "Rotate", "alertdialog"),
  },
  { name: "the end of an API key", path: keyPath, heading: "Warehouse", act: (page) => openDialog(page, "Revoke") },
  { name: "APIs", path: "/integrations/apis", heading: "Integrations" },
  { name: "an API", path: "/integrations/apis/graphql", heading: "GraphQL" },
  { name: "an API that is not configured", path: "/integrations/apis/kafka", heading: "Kafka" },
  { name: "Webhooks", path: "/integrations/webhooks", heading: "Integrations" },
  { name: "New endpoint", path: "/integrations/webhooks/new", heading: "Add endpoint" },
  { name: "an endpoint", path: endpointPath, heading: "Closed shop" },
  {
    name: "settings of an endpoint",
    path: async (api) => `${await endpointPath(api)}?tab=settings`,
    heading: "Closed shop",
  },
  {
    name: "an unknown path",
    path: "/orders/no-such-order",
    heading: "There is nothing here",
    logs: NOT_FOUND,
  },
  { name: "an order that does not exist", path: "/orders/99999999", heading: /99999999/, logs: NOT_FOUND },
  {
    name: "the command menu",
    path: "/customers",
    heading: "Customers",
    act: async (page) => {
      await page.getByRole("button", { name: /Search or jump to/ }).click();
      await page.getByRole("combobox").fill("basket");
      await expect(page.getByRole("option").first()).toBeVisible();
    },
  },
];

/** axe's findings in short: the rule and the elements. A theme changes colours only. */
async function violations(page: Page, theme: "light" | "dark"): Promise<string[]> {
  const axe = new AxeBuilder({ page }).exclude(CLOSED_FRAME);
  const { violations: found } = await (
    theme === "light" ? axe.withTags(WCAG) : axe.withRules(["color-contrast"])
  ).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ""}`));
}

const LONGEST_MOVE_MS = 2000;

/** All animations and loading have finished. Collapsed elements may start their animation when visible. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await page.evaluate(
    (patienceMs) =>
      Promise.race([
        new Promise((resolve) => setTimeout(resolve, patienceMs)),
        Promise.all(
          document
            .getAnimations()
            .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
            .map((animation) => animation.finished.catch(() => undefined)),
        ),
      ]),
    LONGEST_MOVE_MS,
  );
}

const excess = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const SIZES = [
  { width: 1280, height: 720 },
  { width: 360, height: 740 },
];

/** One visit checks the screen at both widths and in both themes. */
async function inspect(page: Page): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator("html")).toHaveAttribute("data-theme", colorScheme);
      await settled(page);
      expect(await violations(page, colorScheme), `axe at ${size.width} px in ${colorScheme}`).toEqual([]);
    }
    expect(await excess(page), `pixels that stick out at the side at ${size.width} px`).toBe(0);
  }
}

for (const { name, path, heading, logs, act } of screens) {
  test(`${name}: accessible in light and dark, fits desktop and phone`, async ({ page, api, complaints }) => {
    if (logs) complaints.expect(logs);
    await openScreen(page, typeof path === "string" ? path : await path(api));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
    await act?.(page);
    await inspect(page);
  });
}

test.describe("signed out", () => {
  test.use({ as: null });

  test("Sign in: accessible in light and dark, fits desktop and phone", async ({ page }) => {
    await openScreen(page, "/sign-in");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
    await inspect(page);
  });

  for (const [path, heading] of [
    ["/forgot-password", "Forgotten password"],
    ["/reset-password#none", "Choose a new password"],
  ] as const)
    test(`${heading}: accessible in light and dark, fits desktop and phone`, async ({ page }) => {
      await openScreen(page, path);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
      await inspect(page);
    });
});

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { APIRequestContext, Locator, Page, TestInfo } from "@playwright/test";
import { csvOf, listOf, rowOf } from "./arrange.ts";
import { accountOf, expect, openScreen, test } from "./fixtures.ts";
import { serverEnv } from "./server.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..");
const ONLINE_RETAIL = join(root, "../shared/data/online-retail.csv");

/** About a second, with margin for slow machines. */
const LIVE_MS = 5000;

const mine = `J-${Date.now().toString(36)}`;
const customer = { name: `Ada Penrose ${mine}`, email: `${mine.toLowerCase()}@example.com` };

interface Level {
  readonly id: string;
  readonly sku: string;
  readonly title: string;
  readonly available: number;
}

async function plentiful(api: APIRequestContext): Promise<Level> {
  const levels = await listOf<Level>(api, "stock-levels?location=main&limit=100");
  const [most] = levels.toSorted((a, b) => b.available - a.available);
  if (most === undefined || most.available < 3) throw new Error("The demo has nothing in stock");
  return most;
}

const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });
const timeline = (page: Page) => page.getByRole("list", { name: "Timeline" }).getByRole("listitem");
const header = (page: Page) => page.getByRole("main").locator("header").first();

async function startImport(page: Page, file: string | { name: string; mimeType: string; buffer: Buffer }) {
  await page.getByRole("navigation").getByRole("link", { name: "Import", exact: true }).click();
  await expect(heading(page, "Import")).toBeVisible();
  await page.getByRole("link", { name: "New import" }).first().click();
  await page.getByLabel("File to import").setInputFiles(file);
  await expect(page.getByText("Recognised by its columns.")).toBeVisible();
  await page.getByRole("button", { name: "Start import" }).click();
  const progress = page.getByRole("progressbar", { name: "Progress of the import" });
  await expect(progress.or(page.getByText("It adds up."))).toBeVisible();
}

async function importOwnFile(page: Page) {
  const rows = [rowOf(`${mine}-1`), rowOf(`${mine}-1`), rowOf(`${mine}-2`), rowOf(`${mine}-3`, { sku: "NO-SUCH-SKU" })];
  await startImport(page, { name: `${mine}.csv`, mimeType: "text/csv", buffer: Buffer.from(csvOf(rows)) });
  const reconciled = async () => {
    await expect(page.getByText("It adds up.")).toBeVisible();
    await expect(page.getByRole("row", { name: "Rows 4 3 1 0" })).toBeVisible();
    await expect(page.getByRole("row", { name: "GBP £40.00 £30.00 £10.00 £0.00" })).toBeVisible();
    await expect(
      page
        .getByRole("region", { name: "Refused rows" })
        .getByText(/NO-SUCH-SKU/)
        .first(),
    ).toBeVisible();
  };
  await reconciled();
  await page.reload();
  await reconciled();
}

async function importOnlineRetail(page: Page, info: TestInfo) {
  if (!existsSync(ONLINE_RETAIL)) {
    info.annotations.push({ type: "not there", description: `${ONLINE_RETAIL}: its import was left out` });
    return;
  }
  await startImport(page, ONLINE_RETAIL);
  await expect(page.getByText("It adds up.")).toBeVisible({ timeout: 90_000 });
  await expect(page.getByRole("row", { name: "Rows 7,419 7,419 0 0" })).toBeVisible();
}

async function findImportedOrder(page: Page) {
  await page.getByRole("navigation").getByRole("link", { name: "Orders", exact: true }).click();
  await page.getByRole("searchbox", { name: "Search orders" }).fill(`${mine}-1`);
  const found = page.getByRole("table", { name: "Orders" }).getByRole("link");
  await expect(found).toHaveCount(1);
  const number = String(await found.textContent());
  await found.click();
  await expect(heading(page, `Order ${number}`)).toBeVisible();
  await expect(header(page)).toContainText(`${mine}-1`);
  await expect(timeline(page).filter({ hasText: "imported the order" })).toBeVisible();
}

/** Returns its number. */
async function takePhoneOrder(page: Page, article: Level): Promise<string> {
  await page.getByRole("link", { name: "New order" }).first().click();
  await page.getByRole("combobox", { name: "Find or add a customer" }).fill(customer.name);
  await page.getByRole("option", { name: `Create “${customer.name}”` }).click();
  await page.getByRole("textbox", { name: "Email" }).fill(customer.email);
  await page.getByRole("combobox", { name: "Add an article" }).fill(article.sku);
  await page.getByRole("option").filter({ hasText: article.sku }).first().click();
  await page.getByRole("textbox", { name: /^Quantity of / }).fill("3");
  await page.getByRole("button", { name: /^Place order/ }).click();
  await expect(heading(page, /^Order \d+$/)).toBeVisible();
  return String(/\d+/.exec(String(await heading(page, /^Order \d+$/).textContent()))?.[0]);
}

async function ship(page: Page, units: number) {
  await header(page).getByRole("button", { name: "Ship", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: /^Ship order/ });
  await dialog.getByRole("region", { name: "Goods" }).getByRole("textbox").fill(String(units));
  await dialog.getByRole("button", { name: units === 1 ? "Ship 1 unit" : `Ship ${String(units)} units` }).click();
  await expect(dialog).toBeHidden();
}

async function deliver(page: Page) {
  await header(page).getByRole("button", { name: "Mark delivered" }).click();
  const dialog = page.getByRole("dialog", { name: "Mark the shipment delivered?" });
  await dialog.getByRole("button", { name: "Mark delivered" }).click();
  await expect(dialog).toBeHidden();
}

/** Acts on one page and expects the effect on another, without a reload. */
async function live(act: () => Promise<void>, there: () => Locator[]) {
  await act();
  for (const locator of there()) await expect(locator).toBeVisible({ timeout: LIVE_MS });
}

test.use({ as: null });

test("from a file to two delivered shipments, while another user watches", async ({ page, visit, api }, info) => {
  test.setTimeout(240_000);
  const article = await plentiful(api);
  const list = await visit("agent");
  await openScreen(list, "/orders");
  const [head, rows] = [list.url(), list.getByRole("table", { name: "Orders" }).getByRole("row")];

  await test.step("sign in", async () => {
    await openScreen(page, "/");
    await page.getByRole("button", { name: accountOf("admin").email }).click();
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(heading(page, "Home")).toBeVisible();
  });
  await test.step("import a file with a row that is rejected", () => importOwnFile(page));
  await test.step("import three days of a real shop", () => importOnlineRetail(page, info));
  await test.step("find an imported order", () => findImportedOrder(page));

  const number = await test.step("place an order by phone", () => takePhoneOrder(page, article));
  const row = rows.filter({ hasText: number });
  await expect(row.getByText("Unpaid")).toBeVisible({ timeout: LIVE_MS });
  const watcher = await list.context().newPage();
  await openScreen(watcher, `/orders/${number}`);
  const both = (word: string) => [header(page), header(watcher), row].map((place) => place.getByText(word).first());

  await test.step("record the payment", () =>
    live(
      async () => {
        await header(page).getByRole("button", { name: "Take payment" }).click();
        const dialog = page.getByRole("dialog", { name: /^Take a payment/ });
        await dialog.getByRole("radio", { name: "Test provider" }).check();
        await dialog.getByRole("button", { name: /^Take £/ }).click();
        await expect(dialog).toBeHidden();
      },
      () => both("Paid"),
    ));
  await test.step("ship the first shipment", () =>
    live(
      () => ship(page, 1),
      () => both("Processing"),
    ));
  await test.step("ship the rest", () =>
    live(
      () => ship(page, 2),
      () => both("Shipped"),
    ));
  await test.step("deliver one", () =>
    live(
      () => deliver(page),
      () => [timeline(watcher).filter({ hasText: "delivered 1 unit" })],
    ));
  await test.step("deliver the other", () =>
    live(
      () => deliver(page),
      () => both("Delivered"),
    ));

  await test.step("the whole timeline, with its actors", async () => {
    for (const each of [page, watcher])
      await expect(timeline(each)).toHaveText([
        /Morgan Hale delivered 2 units/,
        /Morgan Hale delivered 1 unit/,
        /Morgan Hale shipped 2 units/,
        /Morgan Hale shipped 1 unit/,
        /test payments captured £/,
        /Morgan Hale asked to capture £/,
        /Morgan Hale placed the order/,
      ]);
    expect(list.url(), "the list page was never reloaded").toBe(head);
  });
  await test.step("every invariant holds", async () => {
    const { stdout } = await run(process.execPath, ["src/server/cli.ts", "audit"], {
      cwd: root,
      env: { ...process.env, ...serverEnv },
    });
    expect(JSON.parse(stdout)).toMatchObject({ ok: true });
  });
});

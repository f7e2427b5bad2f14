import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { Webhook } from "standardwebhooks";
import { listOf } from "./arrange.ts";
import { expect, openScreen, test } from "./fixtures.ts";

const run = promisify(execFile);

const mappingOf = (quantity: string) => `{
  "channel": "web",
  "externalId": data.id,
  "currency": "GBP",
  "customer": { "email": data.email },
  "lines": [data.lines.{ "sku": sku, "quantity": ${quantity} }]
}`;

interface Sender {
  readonly url: string;
  readonly secret: string;
}

/** Creates a source through the form, and reads the sender's settings from the screen. */
async function createSource(page: Page, name: string): Promise<Sender> {
  await openScreen(page, "/integrations/sources");
  await page.getByRole("link", { name: "New source" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("textbox", { name: "Mapping" }).fill(mappingOf("amount"));
  await page.getByRole("button", { name: "Create source" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`${name} is ready`);
  const url = await page.getByText(/^http.*\/api\/webhooks\//).textContent();
  const secret = await page.getByText(/^whsec_\S+$/).textContent();
  return { url: url ?? "", secret: secret ?? "" };
}

async function send({ url, secret }: Sender, id: string, message: object): Promise<unknown> {
  const [body, at] = [JSON.stringify(message), new Date()];
  const headers = {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": new Webhook(secret).sign(id, at, body),
  };
  const answer = await fetch(url, { method: "POST", headers, body });
  expect(answer.status).toBe(200);
  return answer.json();
}

test("a mapping is fixed in the inbox, and a repeated message makes one order", async ({ page, api }) => {
  const externalId = `INBOX-${randomUUID()}`;
  const type = `order.${externalId.slice(-8)}`;
  const line = { sku: "MUG-03-WHI", qty: 2 };
  const message = { type, data: { id: externalId, email: `${externalId.toLowerCase()}@example.com`, lines: [line] } };
  const orders = () => listOf<{ externalId: string }>(api, `orders?q=${externalId}`);

  const sender = await createSource(page, `Trader ${externalId.slice(-8)}`);
  expect(await send(sender, externalId, message)).toMatchObject({ duplicate: false });
  expect(await send(sender, externalId, message)).toMatchObject({ duplicate: true });

  await page.getByRole("navigation").getByRole("link", { name: "Inbox", exact: true }).click();
  const row = page.getByRole("row").filter({ hasText: type });
  await expect(row).toContainText("Failed");
  await row.getByRole("link", { name: type }).click();
  const made = page.getByRole("region", { name: "What the mapping makes" });
  await expect(made).toContainText("/lines/0/quantity");
  await expect(page.getByRole("region", { name: "Body", exact: true })).toContainText('"qty": 2');

  const mapping = page.getByRole("textbox", { name: "Mapping" });
  await mapping.fill(`${mappingOf("qty").slice(0, -1)},,`);
  await expect(page.getByText(/Cannot be read at line \d+, column \d+/)).toBeVisible();
  await mapping.fill(mappingOf("qty"));
  await expect(page.getByText("Fits orders.place")).toBeVisible();
  expect(await orders()).toEqual([]);
  await page.getByRole("button", { name: "Save and run again" }).click();
  const result = page.getByRole("link", { name: /^Order \d+$/ });
  await expect(result).toBeVisible();

  expect(await send(sender, externalId, message)).toMatchObject({ duplicate: true });
  expect(await orders()).toMatchObject([{ externalId }]);
  await result.click();
  await expect(page.getByRole("heading", { level: 1, name: /^Order \d+/ })).toBeVisible();
});

test("the test command that a new source shows works unchanged", async ({ page }) => {
  await createSource(page, `Shell ${randomUUID().slice(0, 8)}`);
  const shown = page.getByRole("region", { name: "A signed test message" }).last();
  await expect(shown).toContainText('"channel"');
  const { stdout } = await run("bash", ["-c", (await shown.textContent()) ?? ""]);
  expect(JSON.parse(stdout)).toMatchObject({ duplicate: false });
});

test("a read-only user sees the inbox and no actions", async ({ visit }) => {
  const page = await visit("viewer");
  await openScreen(page, "/inbox");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Inbox");
  await expect(page.getByRole("button", { name: "Retry failed since…" })).toHaveCount(0);
  await openScreen(page, "/integrations/sources/new");
  await expect(page.getByRole("button", { name: "Create source" })).toHaveCount(0);
});

test("when two users fix the same mapping, the second sees the conflict and resolves it", async ({
  page,
  visit,
  complaints,
}) => {
  complaints.expect(/412 \(Precondition Failed\)/);
  const mine = `Twice ${randomUUID().slice(0, 8)}`;
  await createSource(page, mine);
  await page.getByRole("link", { name: "Open source" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(mine);
  const other = await visit("manager");
  await openScreen(other, new URL(page.url()).pathname);
  await other.getByRole("textbox", { name: "Mapping" }).fill(mappingOf("theirs"));
  await page.getByRole("textbox", { name: "Mapping" }).fill(mappingOf("mine"));
  await other.getByRole("button", { name: "Save" }).click();
  await expect(other.getByText(`${mine} is saved.`)).toBeVisible();

  await page.getByRole("button", { name: "Save" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText('"quantity": theirs');
  await expect(dialog).toContainText('"quantity": mine');
  await dialog.getByRole("button", { name: "Save what is chosen" }).click();
  await expect(dialog).toBeHidden();
  await expect(other.getByRole("textbox", { name: "Mapping" })).toHaveValue(mappingOf("mine"));
});

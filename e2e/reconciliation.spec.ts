import { randomUUID } from "node:crypto";
import { listOf, placeOrder } from "./arrange.ts";
import { expect, openScreen, test } from "./fixtures.ts";

interface Placed {
  readonly id: string;
  readonly externalId: string;
}

/** A whole order as in the partner's list. */
const wholeOrder = (externalId: string) => ({
  channel: "web",
  externalId,
  currency: "GBP",
  lines: [{ sku: "MUG-03-WHI", quantity: 1, unitPrice: 100 }],
});

test("a list with one missing and one different order: both are repaired, nothing is left open", async ({
  page,
  api,
}) => {
  const since = new Date().toISOString();
  const endpoint = await api.post("webhook-endpoints", {
    data: { url: "https://partner.example.com/hooks", eventTypes: ["order.*"] },
  });
  expect(endpoint.status(), await endpoint.text()).toBe(201);
  const { id: endpointId }: { id: string } = await endpoint.json();
  const code = `acme-${randomUUID().slice(0, 8)}`;

  await openScreen(page, "/reconciliation/new");
  await page.getByLabel("Name").fill("Acme Marketplace");
  await page.getByLabel("Code").fill(code);
  await page.getByLabel("Channel").selectOption("web");
  await page.getByLabel("Webhook endpoint").selectOption(endpointId);
  await page.getByRole("button", { name: "Add partner" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Acme Marketplace");

  const kept = await placeOrder(api);
  const wrong = (await (await api.get(`orders/${kept.id}`)).json()) as Placed;
  const lost = randomUUID();
  const theirs = [
    { externalId: wrong.externalId, total: 999_999, currency: "GBP" },
    { externalId: lost, order: wholeOrder(lost) },
  ];
  await page.getByRole("link", { name: "Compare a list" }).click();
  await page.getByLabel("Or paste it").fill(JSON.stringify({ orders: theirs }));
  await expect(page.getByRole("region", { name: "The first rows as they will be compared" })).toContainText(lost);
  await page.getByLabel("From", { exact: true }).fill(since.slice(0, 10));
  await page.getByLabel("To", { exact: true }).fill("2020-01-01"); // their list ends before ours starts: nothing is missed there
  await page.getByRole("button", { name: "Compare", exact: false }).last().click();
  await expect(page.getByText("2 are open")).toBeVisible();

  await page.getByRole("row", { name: lost }).click();
  await expect(page.getByRole("dialog")).toContainText("The order is placed here as it stands in their list");
  await page.getByRole("button", { name: "Repair", exact: true }).click();
  await expect(page.getByText("One is open")).toBeVisible();
  const newest = await listOf<Placed>(api, "orders?channel=web&limit=20");
  expect(newest.filter(({ externalId }) => externalId === lost)).toHaveLength(1);

  await page.getByRole("button", { name: "Repair all…" }).click();
  await page.getByRole("menuitem", { name: /Differs/ }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Repair one" }).click();
  await expect(page.getByText("One difference was repaired.")).toBeVisible();
  await expect(page.getByText(/(is|are) open$/)).toHaveCount(0);
  await expect(page.getByRole("row").filter({ hasText: "Repaired" })).toHaveCount(2);
});

test("an ignored difference can be reopened", async ({ page, api }) => {
  const code = `depot-${randomUUID().slice(0, 8)}`;
  await api.post("partners", { data: { code, name: "Depot", compares: "stock", location: "main" } });
  const started = await api.post("reconciliations", {
    data: { partner: code, stock: [{ sku: "NO-SUCH-THING", onHand: 1 }] },
  });
  const { id }: { id: string } = await started.json();
  await openScreen(page, `/reconciliation/runs/${id}?kind=missing_here`);
  await page.getByRole("row", { name: /NO-SUCH-THING/ }).click();
  await page.getByRole("dialog").getByLabel("Why").fill("A test article of theirs");
  await page.getByRole("button", { name: "Let it be" }).click();
  await expect(page.getByRole("row", { name: /NO-SUCH-THING/ })).toContainText("Let be");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("row", { name: /NO-SUCH-THING/ })).toContainText("Open");
});

test("a mail is shown as its recipient sees it, with a link to its order", async ({ page, api, complaints }) => {
  complaints.expect(/Blocked script execution in 'about:srcdoc'/); // for the scripts by which this test inspects it
  const name = `Ada ${randomUUID().slice(0, 8)}`;
  const order = await placeOrder(api, name);
  await openScreen(page, "/mail");
  await expect(page.getByText("No mail server is set: mails are kept here and go nowhere")).toBeVisible();
  await page.getByRole("row", { name: new RegExp(`Your order ${order.number}`) }).click();
  const mail = page.frameLocator("iframe");
  await expect(mail.getByText(`Hello ${name},`)).toBeVisible();
  await page.getByRole("tab", { name: "Text" }).click();
  await expect(page.getByRole("region", { name: "Text" })).toContainText(`Hello ${name},`);
  await expect(page.getByRole("link", { name: `Order ${order.number}` })).toHaveAttribute(
    "href",
    `/orders/${order.number}`,
  );
});

test("a queue lists its jobs, and each job shows its payload", async ({ page, api }) => {
  const code = `q-${randomUUID().slice(0, 8)}`;
  await api.post("partners", { data: { code, name: "Depot", compares: "stock", location: "main" } });
  const started = await api.post("reconciliations", {
    data: { partner: code, stock: [{ sku: "NO-SUCH-THING", onHand: 1 }] },
  });
  const { id }: { id: string } = await started.json();
  await openScreen(page, "/queues");
  await page.getByRole("link", { name: "reconciliation.run" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("reconciliation.run");
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await page.getByRole("row").nth(1).click();
  await expect(page.getByRole("region", { name: "Payload" })).toContainText(id);
});

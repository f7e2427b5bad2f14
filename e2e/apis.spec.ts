import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { expect, openScreen, test } from "./fixtures.ts";
import { apiKey } from "./server.ts";

const run = promisify(execFile);

const command = (page: Page) => page.getByRole("region", { name: "Command" });
const response = (page: Page) => page.getByRole("region", { name: "Response" });
const recent = (page: Page) => page.getByRole("region", { name: "Recent calls" });

async function makeKey(page: Page): Promise<void> {
  await expect(command(page)).toContainText("YOUR_KEY");
  await page.getByRole("button", { name: "Make a key" }).click();
  await expect(command(page)).toContainText("xd_");
}

test("the shown command works as it is, and appears among the recent calls until its key is revoked", async ({
  page,
}) => {
  await openScreen(page, "/integrations/apis");
  await page.getByRole("link", { name: /^REST/ }).click();
  await makeKey(page);
  const text = (await command(page).textContent()) ?? "";
  expect((await run("sh", ["-c", text])).stdout).toMatch(/^HTTP\/1.1 200/);
  await expect(recent(page)).toContainText("orders.list");
  await expect(recent(page)).toContainText("Trial of REST");

  await page.getByRole("button", { name: "Revoke the key" }).click();
  await expect(command(page)).toContainText("YOUR_KEY");
  expect((await run("sh", ["-c", text])).stdout).toMatch(/^HTTP\/1.1 401/);
});

test("the console sends a call, and a failed call is listed with its request id and reason", async ({
  page,
  complaints,
}) => {
  complaints.expect(/status of 400/);
  await openScreen(page, "/integrations/apis/rest");
  await expect(page.getByRole("button", { name: "Send" })).toBeDisabled();
  await page.getByLabel("Or use a key that you have").fill(apiKey);
  await expect(command(page)).toContainText(apiKey);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(response(page)).toContainText('"nextCursor"');

  await page.getByRole("textbox", { name: "GET" }).fill("/api/v2/orders?nonsense=1");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(response(page)).toContainText("request.unknown_parameter");
  const { requestId } = JSON.parse((await response(page).textContent()) ?? "") as { requestId: string };
  await page.getByRole("radio", { name: "Failed" }).check({ force: true });
  await expect(recent(page)).toContainText(requestId);
});

test("a GraphQL query and a stream of events run in the console", async ({ page, api }) => {
  await openScreen(page, "/integrations/apis/graphql");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(response(page)).toContainText('"nodes"');

  await openScreen(page, "/integrations/apis/sse");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByText("200", { exact: true })).toBeVisible();
  await api.post("orders", { data: { channel: "web", lines: [{ sku: "MUG-03-WHI", quantity: 1 }] } });
  await expect(response(page)).toContainText("order.placed");
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByRole("button", { name: "Stop" })).toHaveCount(0);
});

test.describe("without the right to make keys", () => {
  test.use({ as: "viewer" });
  test("the calls show where the key belongs", async ({ page }) => {
    await openScreen(page, "/integrations/apis/grpc");
    await expect(command(page)).toContainText("YOUR_KEY");
    await expect(page.getByRole("button", { name: "Make a key" })).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Send" })).toHaveCount(0);
  });
});

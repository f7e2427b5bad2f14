import type { Page } from "@playwright/test";
import { csvOf, rowOf } from "./arrange.ts";
import { expect, openScreen, test } from "./fixtures.ts";

const start = (page: Page) => page.getByRole("button", { name: "Start import" });

const choose = (page: Page, name: string, buffer: Buffer) =>
  page.getByLabel("File to import").setInputFiles({ name, mimeType: "text/csv", buffer });

test.beforeEach(({ page }) => openScreen(page, "/import/new"));

test("a file with another extension is rejected before the upload", async ({ page }) => {
  await choose(page, "orders.xlsx", Buffer.from("PK"));
  await expect(page.getByRole("alert").filter({ hasText: "orders.xlsx is not one of .csv, .txt." })).toBeVisible();
});

test("a binary file named as CSV is detected by its first rows", async ({ page }) => {
  await choose(page, "orders.csv", Buffer.from("89504e470d0a1a0a0000000d49484452000102030405", "hex"));
  await expect(page.getByText("The first rows cannot be read as CSV.")).toBeVisible();
  await expect(start(page)).toBeDisabled();
});

test("missing columns are named, with a template to download", async ({ page }) => {
  await choose(page, "orders.csv", Buffer.from("externalId,placedAt,currency,sku\r\nA,2025-01-01,GBP,B\r\n"));
  await expect(page.getByText(/quantity, unitPrice\. The file needs them/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Download a template" })).toBeVisible();
  await expect(start(page)).toBeDisabled();
});

test("rows in another encoding are rejected with a reason, and not imported", async ({ page }) => {
  const row = rowOf("encoding", { name: "Café sign" });
  await choose(page, "latin.csv", Buffer.from(csvOf([row]), "latin1"));
  await start(page).click();
  await expect(page.getByRole("heading", { level: 1, name: "latin.csv" })).toBeVisible();
  const refused = page.getByRole("region", { name: "Refused rows" });
  await expect(refused.getByRole("cell", { name: "This row is not text in the file's encoding." })).toBeVisible();
  await expect(page.getByText("It adds up.")).toBeVisible();
});

test("a file that turns out to be binary fails with the reason, and imports nothing", async ({ page }) => {
  const content = Buffer.concat([Buffer.from(csvOf([rowOf("binary")])), Buffer.from([0, 1, 2, 0, 255, 0])]);
  await choose(page, "binary.csv", content);
  await start(page).click();
  await expect(page.getByText("The import failed")).toBeVisible();
  await expect(page.getByText("The file is not text.")).toBeVisible();
  await expect(page.getByText("Every row was booked.")).toHaveCount(0);
});

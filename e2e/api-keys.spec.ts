import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { expect, openScreen, test } from "./fixtures.ts";
import { baseURL } from "./server.ts";

const secretOn = async (page: Page): Promise<string> =>
  (await page.locator("[data-secret]").first().textContent()) ?? "";

const statusWith = async (secret: string): Promise<number> =>
  (await fetch(`${baseURL}/api/v2/orders?limit=1`, { headers: { authorization: `Bearer ${secret}` } })).status;

/** A client that goes on calling, as during a rotation. */
function keepCalling(secret: string) {
  const statuses: number[] = [];
  const stop = new AbortController();
  const calling = (async () => {
    while (!stop.signal.aborted) {
      statuses.push(await statusWith(secret));
      await sleep(100);
    }
  })();
  return {
    stop: async () => {
      stop.abort();
      await calling;
      return statuses;
    },
  };
}

test("a key is created, called with, rotated while a client calls, and revoked: then the client is refused", async ({
  page,
  complaints,
}) => {
  complaints.expect(/status of 400/);
  await openScreen(page, "/integrations/keys");
  await page.keyboard.press("n");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Create API key");
  await page.getByRole("textbox", { name: "Name" }).fill("Nightly export");
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByText("Choose at least one scope.")).toBeVisible();
  await page.getByRole("checkbox", { name: "See orders, shipments and returns" }).check();
  const addresses = page.getByRole("textbox", { name: "Allowed addresses" });
  await addresses.fill("127.0.0.1/8");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.getByText(/127\.0\.0\.0\/8: which is meant/)).toBeVisible();
  await addresses.fill("127.0.0.0/8\n::1");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your key is ready");
  const first = await secretOn(page);
  expect(await statusWith(first)).toBe(200);

  await page.getByRole("link", { name: "To the key" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Nightly export");
  const client = keepCalling(first);
  await page.getByRole("button", { name: "Rotate", exact: true }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Rotate" }).click();
  await expect(page.getByText("valid until")).toBeVisible();
  const second = await secretOn(page);
  expect(second).not.toBe(first);
  expect([await statusWith(first), await statusWith(second)]).toEqual([200, 200]);
  expect(new Set(await client.stop())).toEqual(new Set([200]));

  await addresses.fill("192.0.2.0/24");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The changes are in force.")).toBeVisible();
  expect(await statusWith(second)).toBe(403);
  await addresses.fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await expect.poll(() => statusWith(second)).toBe(200);

  await page.getByRole("button", { name: "Revoke", exact: true }).click();
  const confirm = page.getByRole("dialog").getByRole("button", { name: "Revoke the key" });
  await expect(confirm).toBeDisabled();
  await page.getByRole("textbox", { name: "Type the key's name to confirm" }).fill("Nightly export");
  await confirm.click();
  await expect(page.getByText("Nightly export is revoked.")).toBeVisible();
  expect([await statusWith(first), await statusWith(second)]).toEqual([401, 401]);
});

test.describe("as a viewer", () => {
  test.use({ as: "viewer" });

  test("keys are seen and not changed", async ({ page }) => {
    await openScreen(page, "/integrations/keys");
    await expect(page.getByText(/create or change API keys/)).toBeVisible();
    await page.locator("tr[data-index]").first().click();
    await expect(page.getByRole("heading", { name: "Secrets" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Rotate" })).toHaveCount(0);
  });
});

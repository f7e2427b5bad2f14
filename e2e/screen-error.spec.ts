import { firstOf } from "./arrange.ts";
import { expect, openScreen, test } from "./fixtures.ts";

test("a failed screen keeps the shell, and a retry restores it", async ({ page, api, context, complaints }) => {
  complaints.expect(/ERR_INTERNET_DISCONNECTED|Failed to fetch|TypeError|RangeError|Minified React error/);
  const { id } = await firstOf(api, "customers?limit=1");
  await openScreen(page, `/customers/${id}`);
  const name = await page.getByRole("heading", { level: 1 }).innerText();
  // A proxy that breaks responses; data is refetched after the network was lost.
  await page.route(/\/api\/trpc\/.*customers\.get/, async (route) => {
    const answers: unknown[] = await (await route.fetch()).json();
    const asked = new URL(route.request().url()).pathname.replace("/api/trpc/", "").split(",");
    const spoiled = answers.map((one, place) => (asked[place] === "customers.get" ? { result: { data: {} } } : one));
    await route.fulfill({ json: spoiled });
  });
  await context.setOffline(true);
  await expect(page.getByText(/You are offline/)).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This screen failed");
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
  await page.unroute(/\/api\/trpc\/.*customers\.get/);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
});

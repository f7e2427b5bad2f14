import { accountOf, expect, signIn, test } from "./fixtures.ts";

test.use({ as: null });

test("a user who signs in by the form places an order from the API documents at the first click", async ({ page }) => {
  test.slow();
  await page.goto("/sign-in?callbackUrl=/docs");
  await signIn(page, accountOf("admin"));
  await page.waitForURL((url) => url.pathname === "/docs");
  await page.getByText("You try things out in the demo shop").waitFor({ timeout: 90_000 });
  await page.locator("#operations-tag-Orders").click();
  const block = page.locator("#operations-Orders-ordersPlace");
  await block.locator(".opblock-summary-control").click();
  await block.getByRole("button", { name: "Try it out" }).click();
  for (const status of [201, 200]) {
    const answer = page.waitForResponse((response) => response.request().method() === "POST");
    await block.getByRole("button", { name: "Execute" }).click();
    expect((await answer).status()).toBe(status);
    const { number }: { number: string } = await (await answer).json();
    await expect(block.getByText(`"${number}"`)).toBeVisible();
  }
});

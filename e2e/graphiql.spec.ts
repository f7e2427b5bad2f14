import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { baseURL } from "./server.ts";

const address = "/docs/graphql";
const run = (page: Page) => page.getByRole("button", { name: /^(Execute|Stop) query/ });
const answer = (page: Page) => page.getByRole("region", { name: "Result Window" });

/** What the page asks other origins for. */
function foreignTo(page: Page): string[] {
  const foreign: string[] = [];
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(baseURL)) foreign.push(request.url());
  });
  return foreign;
}

test("an administrator opens GraphiQL from the GraphQL page: the schema loads and the examples run", async ({
  page,
}) => {
  test.slow();
  const foreign = foreignTo(page);
  await page.goto("/integrations/apis/graphql");
  await page.getByRole("link", { name: "GraphiQL" }).click();
  await page.waitForURL(`**${address}`);
  await run(page).click();
  await expect(answer(page)).toContainText('"nodes"');

  await page.getByRole("tab", { name: "PlaceOrder" }).click();
  // GraphiQL reads the document's operations a moment after the tab has changed, and asks for the last one until then.
  await expect(async () => {
    await run(page).click();
    await expect(answer(page)).toContainText('"__typename": "Order"', { timeout: 3000 });
  }).toPass();

  await page.getByRole("button", { name: "Show Documentation Explorer" }).click();
  await expect(page.getByRole("link", { name: "Mutation", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Open settings dialog" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  expect(foreign).toEqual([]);
});

test("a subscription in GraphiQL shows an order as it is placed, and ends with the stop button", async ({
  page,
  api,
}) => {
  test.slow();
  await page.goto(address);
  await page.getByRole("tab", { name: "WatchOrders" }).click();
  const opened = page.waitForResponse((response) => response.headers()["content-type"] === "text/event-stream");
  await run(page).click();
  await opened;
  const { data } = await (await api.get("stock-levels?limit=50")).json();
  const { sku } = data.find(({ available }: { available: number }) => available > 0);
  const placed = await api.post("orders", { data: { channel: "web", lines: [{ sku, quantity: 1 }] } });
  const { number }: { number: string } = await placed.json();
  await expect(answer(page)).toContainText(number);
  await page.getByRole("button", { name: /^Stop query/ }).click();
  await expect(page.getByRole("button", { name: /^Execute query/ })).toBeVisible();
});

test("the address of GraphQL redirects a browser to GraphiQL; viewers and visitors see who may open it", async ({
  page,
  visit,
  complaints,
}) => {
  await page.goto("/api/graphql");
  await expect(page).toHaveURL(new RegExp(`${address}$`));
  await expect(run(page)).toBeVisible();

  complaints.expect(/status of 40[13]/);
  const viewer = await visit("viewer");
  expect((await viewer.goto(address))?.status()).toBe(403);
  await expect(viewer.getByText("it is shown to administrators")).toBeVisible();
  const visitor = await visit(null);
  expect((await visitor.goto(address))?.status()).toBe(401);
  await expect(visitor.getByRole("link", { name: "Sign in" })).toHaveAttribute(
    "href",
    `/sign-in?callbackUrl=${address}`,
  );
});

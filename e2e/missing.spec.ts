import { expect, openScreen, test } from "./fixtures.ts";

const NOBODY = "019a0000-0000-7000-8000-000000000000";

/** Every detail screen, its list, and its "not found" text. */
const details = [
  { list: "/orders", back: "Orders", ref: "99999999", said: "There is no order 99999999" },
  { list: "/products", back: "Products", said: "There is no such product" },
  { list: "/customers", back: "Customers", said: "There is no such customer" },
  { list: "/deliveries", back: "Deliveries", said: "There is no such delivery" },
  { list: "/inbox", back: "Inbox", said: "There is no such message" },
  { list: "/integrations/keys", back: "API keys", said: "There is no such API key" },
  { list: "/integrations/webhooks", back: "Webhooks", said: "There is no such endpoint" },
  { list: "/integrations/sources", back: "Sources", said: "There is no such source" },
  { list: "/import", back: "Import", said: "There is no such import" },
  { list: "/mail", back: "Mail", said: "There is no such mail" },
  { list: "/reconciliation", back: "Reconciliation", said: "There is no such partner" },
  { list: "/reconciliation", back: "Reconciliation", ref: `${NOBODY}/compare`, said: "There is no such partner" },
  { list: "/reconciliation", back: "Reconciliation", ref: `${NOBODY}/edit`, said: "There is no such partner" },
  { list: "/reconciliation", back: "Reconciliation", ref: `runs/${NOBODY}`, said: "There is no such comparison" },
  { list: "/queues", back: "Queues", ref: "no.such.queue", said: "There is no such queue" },
] as const;

for (const each of details) {
  const ref = "ref" in each ? each.ref : NOBODY;
  test(`${each.list}/${ref}: shows what is missing, with the navigation and a link back`, async ({
    page,
    complaints,
  }) => {
    complaints.expect(/status of 40[04]/);
    for (const id of "ref" in each ? [ref] : [ref, "not-even-an-id"]) {
      await openScreen(page, `${each.list}/${id}`);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(each.said);
      await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
    }
    await page.getByRole("link", { name: `Back to ${each.back}` }).click();
    await expect(page).toHaveURL(each.list);
  });
}

for (const path of ["/no-such-screen", "/orders/1/no-such-part", "/orders/no-such-order"]) {
  test(`${path}: an unknown path shows "not found" inside the shell`, async ({ page, complaints }) => {
    complaints.expect(/status of 404/);
    await openScreen(page, path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
    await expect(page.getByText(path)).toBeVisible();
    await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
    await page.getByRole("link", { name: "Back to Home" }).click();
    await expect(page).toHaveURL("/");
  });
}

test('from "not found" the search is one key away', async ({ page, complaints }) => {
  complaints.expect(/status of 40[04]/);
  await openScreen(page, `/customers/${NOBODY}`);
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await expect(page.getByRole("dialog").getByRole("combobox")).toBeFocused();
});

test("an unknown path responds with 404", async ({ page, complaints }) => {
  complaints.expect(/status of 404/);
  expect((await page.goto("/no-such-screen"))?.status()).toBe(404);
});

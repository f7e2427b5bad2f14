import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { createUser, failedDelivery, firstOf, patchUser } from "./arrange.ts";
import { expect, openScreen, signIn, test } from "./fixtures.ts";

const forms = ["/orders/new", "/products/new", "/customers/new", "/import/new"];
const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });

test.describe("a viewer", () => {
  test.use({ as: "viewer" });

  test("sees no write actions, and a forbidden message at the URL of a form", async ({ page, api }) => {
    const { number } = await firstOf<{ id: string; number: string }>(api, "orders?status=pending&limit=1");
    for (const [path, title] of [
      ["/orders", "Orders"],
      ["/products", "Products"],
      ["/customers", "Customers"],
      ["/import", "Import"],
    ] as const) {
      await openScreen(page, path);
      await expect(heading(page, title)).toBeVisible();
      await expect(page.getByRole("link", { name: /^New / })).toHaveCount(0);
    }
    await openScreen(page, `/orders/${number}`);
    await expect(heading(page, `Order ${number}`)).toBeVisible();
    for (const name of ["Take payment", "Ship", "Release", "Edit", "Post note"])
      await expect(page.getByRole("button", { name, exact: true })).toHaveCount(0);
    for (const path of forms) {
      await openScreen(page, path);
      await expect(heading(page, "You may not see this")).toBeVisible();
    }
  });

  test("is rejected by the server, independently of the screen", async ({ page, api }) => {
    const { id } = await firstOf(api, "orders?limit=1");
    await openScreen(page, "/orders");
    const refused = await page.request.post("/api/trpc/orders.note", { data: { id, text: "Hello" } });
    expect(refused.status()).toBe(403);
  });
});

const kept = [
  ["/deliveries", "retry or replay deliveries"],
  ["/queues", "run jobs, or send them back"],
  ["/inbox", "retry messages"],
  ["/integrations/webhooks", "add or change endpoints"],
  ["/integrations/sources", "add or change sources"],
  ["/reconciliation", "add or compare partners"],
  ["/import", "import files"],
  ["/products", "add products"],
] as const;

for (const as of ["viewer", "agent", "manager", "admin"] as const)
  test.describe(`where actions need a role, the ${as}`, () => {
    test.use({ as });
    const able = as === "manager" || as === "admin";

    test(able ? "has them, and sees no note" : "sees what they do and whom to ask", async ({ page, api }) => {
      const failed = await failedDelivery(api);
      for (const [path, what] of [...kept, [`/deliveries/${failed}`, "retry or replay deliveries"]]) {
        await openScreen(page, path);
        const note = page.getByText(`Only managers and administrators can ${what}.`);
        await expect(note).toHaveCount(able ? 0 : 1);
      }
      await openScreen(page, `/deliveries/${failed}`);
      await expect(page.getByRole("button", { name: /^Retry/ })).toHaveCount(able ? 1 : 0);
    });

    test(as === "viewer" ? "sees which roles change orders" : "changes orders", async ({ page, api }) => {
      const { number } = await firstOf<{ id: string; number: string }>(api, "orders?status=pending&limit=1");
      await openScreen(page, `/orders/${number}`);
      const note = page.getByText("Only agents, managers and administrators can change orders.");
      await expect(note).toHaveCount(as === "viewer" ? 1 : 0);
    });
  });

test.describe("a user whose session ends", () => {
  test.use({ as: null });

  test("signs in and returns to the same page", async ({ page, api, complaints }) => {
    complaints.expect(/401 \(Unauthorized\)/);
    const account = { email: `${randomUUID()}@example.com`, password: randomUUID() };
    const user = await createUser(api, { ...account, name: "Robin Vale", role: "agent" });
    await openScreen(page, "/orders?status=pending");
    await signIn(page, account);
    await expect(heading(page, "Orders")).toBeVisible();
    await patchUser(api, user, { active: false });
    await expect(page).toHaveURL(/\/sign-in\?/, { timeout: 30_000 });
    await expect(page.getByText("Your session ended.")).toBeVisible();
    await patchUser(api, user, { active: true });
    await signIn(page, account);
    await expect(page).toHaveURL(/\d\/orders\?status=pending$/);
    await expect(heading(page, "Orders")).toBeVisible();
  });
});

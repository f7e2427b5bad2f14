import { randomUUID } from "node:crypto";
import { expect, openScreen, signIn, test } from "./fixtures.ts";

const heading = { level: 1 } as const;

test("somebody is invited with a role made for them, accepts, and sees only what it permits, also after it is changed", async ({
  page,
  visit,
  complaints,
}) => {
  complaints.expect(/status of 40[139]/);
  const [name, email] = [`Packer ${randomUUID().slice(0, 8)}`, `${randomUUID()}@example.com`];

  await openScreen(page, "/settings/roles");
  await page.keyboard.press("n");
  await expect(page.getByRole("heading", heading)).toHaveText("New role");
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("button", { name: "Create role" }).click();
  await expect(page.getByText("Choose at least one permission.")).toBeVisible();
  await page
    .getByText(/Opens \d+ operations/)
    .first()
    .click();
  await expect(page.getByText("orders.list", { exact: true })).toBeVisible();
  for (const scope of ["orders:read", "settings:read", "events:read", "products:read"])
    await page
      .getByRole("listitem")
      .filter({ has: page.getByText(scope, { exact: true }) })
      .getByRole("checkbox")
      .check();
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.getByRole("heading", heading)).toHaveText(name);
  const rolePath = new URL(page.url()).pathname;

  await openScreen(page, "/settings/people/invite");
  await page.getByRole("textbox", { name: "Email" }).fill(email);
  await page.getByRole("textbox", { name: "Name" }).fill("Robin Vale");
  await page.getByRole("combobox", { name: "Role" }).click();
  await page.getByRole("option", { name }).click();
  await page.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByRole("heading", heading)).toHaveText("Robin Vale is invited");
  const link = (await page.locator("[data-secret]").textContent()) ?? "";
  await page.getByRole("link", { name: "To the invitations" }).click();
  await expect(page.getByRole("list", { name: "Open invitations" }).getByText(email)).toBeVisible();

  const guest = await visit(null);
  const sent: string[] = [];
  guest.on("request", (request) => sent.push(request.url(), request.headers()["referer"] ?? ""));
  await guest.goto(link);
  await expect(guest.getByRole("heading", heading)).toHaveText(/^Join /);
  await expect(guest.getByRole("textbox", { name: "Your name" })).toHaveValue("Robin Vale");
  await guest.getByLabel("Password").fill("short");
  await guest.getByRole("button", { name: "Accept and sign in" }).click();
  await expect(guest.getByText(/^A password has at least \d+ characters\.$/)).toBeVisible();
  const password = randomUUID();
  await guest.getByLabel("Password").fill(password);
  await guest.getByRole("button", { name: "Accept and sign in" }).click();
  await expect(guest.getByRole("heading", heading)).toHaveText("Home");
  const token = link.slice(link.indexOf("#") + 1);
  expect(sent.filter((text) => text.includes(token) && !text.endsWith(`/invitation#${token}`))).toEqual([]);

  const main = guest.getByRole("navigation", { name: "Main" });
  for (const offered of ["Home", "Orders", "Products", "Settings"])
    await expect(main.getByRole("link", { name: offered, exact: true })).toHaveCount(1);
  for (const hidden of ["Customers", "Stock", "Queues", "Mail"])
    await expect(main.getByRole("link", { name: hidden, exact: true })).toHaveCount(0);
  await openScreen(guest, "/orders");
  await expect(guest.getByRole("heading", heading)).toHaveText("Orders");
  await expect(guest.getByRole("link", { name: /^New / })).toHaveCount(0);
  await openScreen(guest, "/settings/people");
  await expect(guest.getByRole("heading", heading)).toHaveText("You may not see this");
  await expect(guest.getByText(`Your role, ${name}, does not include the permission`)).toBeVisible();
  await guest.getByRole("link", { name: "Back to Settings" }).click();
  await expect(guest.getByRole("heading", heading)).toHaveText("Settings");

  await openScreen(page, rolePath);
  await page
    .getByRole("listitem")
    .filter({ has: page.getByText("products:read", { exact: true }) })
    .getByRole("checkbox")
    .uncheck();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The changes are in force everywhere.")).toBeVisible();
  await openScreen(guest, "/products");
  await expect(guest.getByRole("heading", heading)).toHaveText("You may not see this");

  const again = await visit(null);
  await again.goto(link);
  await expect(again.getByText("The invitation has been accepted.")).toBeVisible();
  await again.getByRole("link", { name: "To sign-in" }).click();
  await signIn(again, { email, password });
  await expect(again.getByRole("heading", heading)).toHaveText("Home");

  await openScreen(page, `/settings/people?q=${email}`);
  await page.locator("tr[data-index]").first().click();
  await expect(page.getByRole("heading", heading)).toHaveText("Robin Vale");
  await page.getByRole("button", { name: "Deactivate", exact: true }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Deactivate" }).click();
  await expect(page.getByText("Robin Vale is deactivated.")).toBeVisible();
  await guest.goto("/orders");
  await expect(guest).toHaveURL(/\/sign-in\?/);
});

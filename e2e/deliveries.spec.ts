import { Webhook } from "standardwebhooks";
import { startReceiver } from "#testing/fixtures/receiver.ts";
import { expect, openScreen, test } from "./fixtures.ts";

test("an endpoint is created, tested, fails with its response shown, is fixed and retried", async ({ page }) => {
  const receiver = await startReceiver();
  let secret = "";
  let broken = false;
  receiver.answer = ({ body, headers }, response) => {
    if (broken) return void response.writeHead(400).end(JSON.stringify({ error: "Out of paper" }));
    try {
      new Webhook(secret).verify(body, headers);
      response.writeHead(202).end("printed");
    } catch (error) {
      response.writeHead(401).end(String(error));
    }
  };
  try {
    await openScreen(page, "/integrations/webhooks/new");
    await page.getByRole("textbox", { name: "Address" }).fill(receiver.url);
    await page.getByRole("textbox", { name: /^Name/ }).fill("Label printer");
    const events = page.getByRole("group", { name: "Events" });
    await events.getByRole("checkbox", { name: /All events/ }).uncheck();
    await events.getByRole("searchbox").fill("reconciliation");
    await events.getByRole("checkbox", { name: /^reconciliation\.\*/ }).check();
    await page.getByRole("button", { name: "Add endpoint" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("The endpoint is added");
    secret = await page.getByText(/^whsec_/).innerText();

    await page.getByRole("button", { name: "Send test event" }).click();
    await expect(page.getByRole("list", { name: "Attempts" })).toContainText("202 Accepted");
    await expect(page.getByRole("list", { name: "Attempts" })).toContainText("printed");

    broken = true;
    await page.getByRole("button", { name: "Send another" }).click();
    await expect(page.getByRole("list", { name: "Attempts" })).toContainText("400 Bad request");
    await expect(page.getByRole("list", { name: "Attempts" })).toContainText("Out of paper");
    await page.getByRole("link", { name: "Open the delivery" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("webhook.test");
    await expect(page.getByRole("main")).toContainText("Failed");
    await expect(page.getByRole("region", { name: "Body of the request" })).toContainText("A test from Crossdock.");

    broken = false;
    await page.getByRole("button", { name: "Retry now" }).click();
    const tries = page.getByRole("list", { name: "Attempts" }).getByRole("listitem");
    await expect(tries).toHaveCount(2);
    await expect(tries.first()).toContainText("202 Accepted");
    await expect(page.getByRole("main").getByText("Delivered", { exact: true })).toBeVisible();

    await page.getByRole("link", { name: "Label printer" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Label printer");
    await expect(page.getByRole("main")).toContainText("Healthy");
  } finally {
    await receiver.close();
  }
});

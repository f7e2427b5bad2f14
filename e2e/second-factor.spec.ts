import { randomUUID } from "node:crypto";
import type { APIRequestContext, Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { createUser } from "./arrange.ts";
import { expect, openScreen, signIn, test } from "./fixtures.ts";

test.use({ as: null });

const password = "correct horse battery";

async function person(api: APIRequestContext, role = "viewer") {
  const email = `${randomUUID()}@example.com`;
  await createUser(api, { email, name: "Sam Carter", role, password });
  return { email, password };
}

/** Adds an app on one's own profile. Returns what makes its codes, and the recovery codes. */
async function addApp(page: Page): Promise<{ totp: TOTP; codes: string[] }> {
  await page.getByRole("button", { name: "Add an authenticator app" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("img", { name: /QR code/ })).toBeVisible();
  const secret = /\b[A-Z2-7]{32}\b/.exec(await dialog.innerText())?.[0] ?? "";
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  await dialog.getByLabel("Code that the app shows").fill(totp.generate());
  await dialog.getByRole("button", { name: "Add it" }).click();
  await expect(dialog.getByRole("heading", { name: "Recovery codes" })).toBeVisible();
  const codes = await dialog.getByRole("listitem").allInnerTexts();
  await dialog.getByRole("button", { name: "I have kept them" }).click();
  return { totp, codes };
}

test("an app is added, asked for at the next sign-in, and a recovery code helps who has lost it", async ({
  page,
  api,
  visit,
  complaints,
}) => {
  complaints.expect(/401 \(Unauthorized\)/);
  const user = await person(api);
  await page.goto("/sign-in?callbackUrl=/settings/profile");
  await signIn(page, user);
  await expect(page).toHaveURL(/\d\/settings\/profile/);
  await openScreen(page, "/settings/profile");
  const { totp, codes } = await addApp(page);
  expect(codes).toHaveLength(10);
  await expect(page.getByText("10 recovery codes are left.")).toBeVisible();

  const elsewhere = await visit(null);
  await elsewhere.goto("/sign-in?callbackUrl=/orders");
  await signIn(elsewhere, user);
  await expect(elsewhere).toHaveURL(/\/sign-in\/factor\?callbackUrl=%2Forders/);
  expect((await elsewhere.request.get("/api/trpc/users.me?input=%7B%7D")).status()).toBe(401);
  await elsewhere.getByLabel("Code").fill("000000");
  await elsewhere.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(elsewhere.getByText("This code is wrong, was used before, or is too old.")).toBeVisible();
  await elsewhere.getByLabel("Code").fill(totp.generate({ timestamp: Date.now() + 30_000 }));
  await elsewhere.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(elsewhere).toHaveURL(/\d\/orders/);

  const lost = await visit(null);
  await lost.goto("/sign-in?callbackUrl=/settings/profile");
  await signIn(lost, user);
  await lost.getByLabel("Code").fill((codes[0] ?? "").toUpperCase());
  await lost.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(lost.getByText("9 recovery codes are left.")).toBeVisible();
});

test("a command that needs a fresh proof asks once, and then goes on by itself", async ({ page, api, complaints }) => {
  complaints.expect(/403 \(Forbidden\)/);
  const user = await person(api, "admin");
  await page.goto("/sign-in?callbackUrl=/settings/profile");
  await signIn(page, user);
  await expect(page).toHaveURL(/\d\/settings\/profile/);
  await openScreen(page, "/settings/profile");
  const data = { kind: "forbidden", code: "auth.proof_needed", httpStatus: 403, path: "factors.begin" };
  const refusal = { error: { message: "Give your password", code: -32003, data } };
  await page.route("**/api/trpc/factors.begin*", (route) => route.fulfill({ status: 403, json: refusal }), {
    times: 1,
  });
  await page.getByRole("button", { name: "Add an authenticator app" }).click();
  const asked = page.getByRole("dialog", { name: "Is it still you?" });
  await asked.getByLabel("Password").fill("a wrong guess");
  await asked.getByRole("button", { name: "Go on" }).click();
  await expect(asked.getByText("This is not your password.")).toBeVisible();
  await asked.getByLabel("Password").fill(password);
  await asked.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByRole("img", { name: /QR code/ })).toBeVisible();
});

import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from "@playwright/test";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { unauthenticated } from "#core/kernel/errors.ts";
import { placeOrder } from "#core/orders/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { BROWSER_ARGS, ensureBrowser } from "#testing/servers/browser.ts";
import { freePort } from "#testing/servers/server-process.ts";
import { createGateway } from "#transports/gateway/gateway.ts";
import { restApp } from "#transports/rest/app.ts";
import { docsApp } from "./docs-app.ts";

/** Generous, because test machines may be busy. */
const PATIENCE_MS = 240_000;
/** The session that the hub of these tests accepts. */
const SESSION = "shop-session";

const hub = testHub();
let browser: Browser;
/** Shared by all tests, so that the large files are loaded and compiled once. */
let context: BrowserContext;
let origin: string;
let close: () => void;

async function serve(actor: Actor): Promise<void> {
  const demoKey = (headers: Headers) =>
    headers.get("cookie")?.includes(SESSION)
      ? Promise.resolve({ key: "demo", scopes: [...actor.scopes], expiresAt: "2026-11-22T18:00:00.000Z" })
      : Promise.reject(unauthenticated());
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  const gateway = createGateway({ hub, identify: () => Promise.resolve({ actor }) });
  const app = new Hono()
    .route("/docs", docsApp({ demoKey }))
    .get("/icon.svg", () => new Response(null, { status: 204 }))
    .route(
      "/api",
      restApp(() => ({ ...hub, gateway })),
    );
  const listener = getRequestListener(app.fetch);
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing)).listen(port, "127.0.0.1");
  close = () => {
    server.close();
    server.closeAllConnections();
  };
}

const SIZE = { width: 1280, height: 900 };
const newContext = () => browser.newContext({ viewport: SIZE });

beforeAll(async () => {
  const actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "ZZ-1", onHand: 500 }]);
  await execute(hub, actor, placeOrder, { channel: "web", lines: [{ sku: "ZZ-1", quantity: 1 }] });
  await serve(actor);
  browser = await chromium.launch({ executablePath: ensureBrowser(), args: BROWSER_ARGS });
  context = await newContext();
  await context.addCookies([{ name: SESSION, value: "yes", url: origin }]);
}, PATIENCE_MS);
afterAll(async () => {
  await browser.close();
  close();
});

/** The page in one browser, with its console errors and requests. */
async function openDocs(visitor: BrowserContext) {
  const page = await visitor.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  const complaints: string[] = [];
  const foreign: string[] = [];
  page.on("console", (message) => void (message.type() === "error" && complaints.push(message.text())));
  page.on("pageerror", (error) => void complaints.push(error.message));
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(origin)) foreign.push(request.url());
  });
  await page.goto(`${origin}/docs#/Orders/ordersPlace`);
  await page.getByText("Crossdock REST API").waitFor();
  return { page, complaints, foreign };
}

let opened: ReturnType<typeof openDocs> | undefined;

/** A signed-in user's page, loaded once for all tests: loading takes longer than the tests. */
async function signedIn() {
  opened ??= openDocs(context);
  const found = await opened;
  await found.page.getByText("You try things out in the demo shop").waitFor();
  return found;
}

/** An operation, expanded alone: the page redraws all that are open. */
async function unfolded(page: Page, operation: string): Promise<Locator> {
  const [tag] = operation.split("/");
  for (const other of await page.locator(".opblock.is-open").all())
    if ((await other.getAttribute("id")) !== `operations-${operation.replace("/", "-")}`)
      await other.locator(".opblock-summary-control").click();
  const block = page.locator(`#operations-${operation.replace("/", "-")}`);
  if ((await block.count()) === 0) await page.locator(`#operations-tag-${tag}`).click();
  await block.waitFor();
  const control = block.locator(".opblock-summary-control");
  if ((await control.getAttribute("aria-expanded")) !== "true") await control.click();
  await block.locator(".opblock-body").waitFor();
  return block;
}

/** Sends an operation's example unchanged. Returns the response. */
async function send(block: Locator, method: string): Promise<APIResult> {
  const begin = block.getByRole("button", { name: "Try it out" });
  if ((await begin.count()) > 0) await begin.click();
  const asked = block.page().waitForResponse((response) => response.request().method() === method);
  await block.getByRole("button", { name: "Execute" }).click();
  const answer = await asked;
  const [status, text] = [answer.status(), await answer.text()];
  return { status, text, refusal: status < 300 ? "" : text, headers: answer.request().headers() };
}

interface APIResult {
  readonly status: number;
  readonly text: string;
  /** The response if it was an error, else empty. */
  readonly refusal: string;
  /** The request body. */
  readonly headers: Readonly<Record<string, string>>;
}

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** The red channel of the page's background, 0 to 255. */
async function ground(page: Page): Promise<number> {
  const [red = 255] = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
    if (canvas === null) return [];
    canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  });
  return red;
}

describe("the API documents", { timeout: PATIENCE_MS }, () => {
  it("run an operation with the demo key of the signed-in user, without inline scripts or requests to another origin", async () => {
    const { page, complaints, foreign } = await signedIn();
    const { status, headers } = await send(await unfolded(page, "Orders/ordersList"), "GET");
    expect([status, headers["authorization"]]).toEqual([200, "Bearer demo"]);
    expect(foreign).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it("place an order at the first click: the example has an existing article and a new id", async () => {
    const { page } = await signedIn();
    const block = await unfolded(page, "Orders/ordersPlace");
    for (const status of [201, 200]) {
      const answer = await send(block, "POST");
      expect([answer.status, answer.refusal]).toEqual([status, ""]);
      expect(JSON.parse(answer.text)).toMatchObject({ lines: [{ sku: "ZZ-1" }] });
    }
  });

  it.each([
    ["Orders/ordersGet", "GET", 200],
    ["Orders/ordersNote", "POST", 200],
    ["Orders/ordersHold", "POST", 200],
    ["Products/productsCreate", "POST", 201],
    ["Products/productsGet", "GET", 200],
    ["Customers/customersCreate", "POST", 201],
    ["Stock/inventoryAdjust", "POST", 201],
    ["Drafts/ordersDraft", "POST", 201],
    ["Exports/exportsStart", "POST", 202],
  ])("run %s at the first click, on existing data", async (operation, method, status) => {
    const { page } = await signedIn();
    const answer = await send(await unfolded(page, operation), method);
    expect([answer.status, answer.refusal]).toEqual([status, ""]);
  });

  it("show an operation's samples in each language", async () => {
    const { page } = await signedIn();
    const samples = (await unfolded(page, "Orders/ordersPlace")).getByRole("region", { name: "Samples" });
    await samples.getByRole("button", { name: "Python" }).click();
    expect(await samples.getByText("urllib").count()).toBe(1);
  });

  it.each(["light", "dark"] as const)("fit a phone, %s", async (colorScheme) => {
    const { page } = await signedIn();
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await unfolded(page, "Orders/ordersPlace");
    await page.setViewportSize({ width: 360, height: 900 });
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect((await ground(page)) < 128).toBe(colorScheme === "dark");
    if (process.env["DOCS_PICTURES"])
      await page.screenshot({ path: `${process.env["DOCS_PICTURES"]}/${colorScheme}.png` });
    await page.setViewportSize(SIZE);
  });

  it("link visitors to the sign-in page, and complete the examples once a key is entered", async () => {
    const visitor = await newContext();
    const { page } = await openDocs(visitor);
    await page.getByRole("button", { name: "Use a demo key" }).click();
    const link = page.getByRole("link", { name: "Sign in to the demo shop" });
    expect(await link.getAttribute("href")).toBe("/sign-in?callbackUrl=/docs");
    await page.getByRole("button", { name: "Authorize" }).first().click();
    await page.locator(".auth-container input").fill("typed");
    await page.locator(".auth-container").getByRole("button", { name: "Apply credentials" }).click();
    await page.getByRole("button", { name: "Close" }).click();
    const block = await unfolded(page, "Orders/ordersPlace");
    await block.getByText("ZZ-1").first().waitFor();
    expect((await send(block, "POST")).status).toBe(201);
    await visitor.addCookies([{ name: SESSION, value: "yes", url: origin }]);
    await page.getByRole("button", { name: "Use a demo key" }).click();
    await page.getByText("You try things out in the demo shop").waitFor();
    await visitor.close();
  });

  it("load files with immutable caching", async () => {
    const page = await (await fetch(`${origin}/docs`)).text();
    const [, address = ""] = /src="([^"]+swagger-ui\.js)"/.exec(page) ?? [];
    const file = await fetch(`${origin}${address}`);
    expect([file.status, file.headers.get("cache-control")]).toEqual([200, "public, max-age=31536000, immutable"]);
    expect((await fetch(`${origin}/docs/assets/other/swagger-ui.js`)).status).toBe(404);
  });

  it("give a demo key to the page only, and none without a demo", async () => {
    const ask = (site: string) =>
      fetch(`${origin}/docs/demo-key`, { method: "POST", headers: { "sec-fetch-site": site } });
    expect((await ask("cross-site")).status).toBe(404);
    expect(
      (await docsApp({}).request("/demo-key", { method: "POST", headers: { "sec-fetch-site": "same-origin" } })).status,
    ).toBe(404);
    expect(await (await docsApp({}).request("/")).text()).not.toContain("demo-key");
  });
});

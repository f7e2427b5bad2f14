import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { type Browser, chromium, type Page } from "@playwright/test";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unauthenticated } from "#core/kernel/errors.ts";
import { BROWSER_ARGS, ensureBrowser } from "#testing/browser.ts";
import { addArticles } from "#testing/builders.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { createTestHub, createTestTenant, type TestHub } from "#testing/hub.ts";
import { freePort } from "#testing/server-process.ts";
import { createGateway } from "#transports/gateway/gateway.ts";
import { restApp } from "#transports/rest/app.ts";
import { docsApp } from "./docs-app.ts";

let database: TestDatabase;
let hub: TestHub;
let browser: Browser;
let origin: string;
let close: () => void;

beforeAll(async () => {
  database = await createTestDatabase();
  hub = createTestHub(database.url);
  const actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "ZZ-1", onHand: 500 }]);
  const demoKey = (headers: Headers) =>
    headers.get("x-signed-in") === "no"
      ? Promise.reject(unauthenticated())
      : Promise.resolve({ key: "demo", scopes: ["orders:read"], expiresAt: "2026-11-22T18:00:00.000Z" });
  const gateway = createGateway({ hub, identify: () => Promise.resolve({ actor }) });
  const app = new Hono().route("/docs", docsApp({ demoKey })).route(
    "/api",
    restApp(() => ({ ...hub, gateway })),
  );
  const port = await freePort();
  const listener = getRequestListener(app.fetch);
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing)).listen(port, "127.0.0.1");
  close = () => {
    server.close();
    server.closeAllConnections();
  };
  origin = `http://127.0.0.1:${port}`;
  browser = await chromium.launch({ executablePath: ensureBrowser(), args: BROWSER_ARGS });
});
afterAll(async () => {
  await browser.close();
  close();
  await hub.close();
  await database.drop();
});

/** A page that tells what it complained about and whom it asked. */
async function openDocs(more: { width?: number; colorScheme?: "dark" | "light"; hash?: string } = {}) {
  const { width = 1280, colorScheme = "light", hash = "" } = more;
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  const complaints: string[] = [];
  const foreign: string[] = [];
  page.on("console", (message) => void (message.type() === "error" && complaints.push(message.text())));
  page.on("pageerror", (error) => void complaints.push(error.message));
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(origin)) foreign.push(request.url());
  });
  await page.goto(`${origin}/docs${hash}`);
  await page.getByText("Crossdock REST API").waitFor({ timeout: 30_000 });
  return {
    page,
    complaints: () => complaints.filter((text) => !text.includes("icon.svg") && !text.includes("404")),
    foreign,
  };
}

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe("the API documents", () => {
  it("try an operation out with a demo key, run nothing inline and ask nobody else", async () => {
    const { page, complaints, foreign } = await openDocs({ hash: "#/Orders/ordersList" });
    await page.getByRole("button", { name: "Use a demo key" }).click();
    await page.getByText("You try things out in the demo shop").waitFor();
    await page.getByRole("button", { name: "Try it out" }).click();
    const answer = page.waitForResponse((response) => response.url().includes("/api/v2/orders"));
    await page.getByRole("button", { name: "Execute" }).click();
    expect((await answer).status()).toBe(200);
    expect((await answer).request().headers()["authorization"]).toBe("Bearer demo");
    expect(foreign).toEqual([]);
    expect(complaints()).toEqual([]);
    await page.close();
  }, 60_000);

  it("place an order at the first click: the example names an article that this shop has and an id that is new", async () => {
    const { page } = await openDocs({ hash: "#/Orders/ordersPlace" });
    for (const status of [201, 200]) {
      if (status === 201) await page.getByRole("button", { name: "Try it out" }).click();
      const answer = page.waitForResponse((response) => response.request().method() === "POST");
      await page.getByRole("button", { name: "Execute" }).click();
      expect((await answer).status()).toBe(status);
      expect(await (await answer).json()).toMatchObject({ lines: [{ sku: "ZZ-1" }] });
    }
    await page.close();
  }, 60_000);

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
  ])(
    "try %s out at the first click",
    async (hash, method, status) => {
      const { page } = await openDocs({ hash: `#/${hash}` });
      await page.getByRole("button", { name: "Try it out" }).click();
      const answer = page.waitForResponse(
        (response) => response.request().method() === method && !/openapi|limit=/.test(response.url()),
      );
      await page.getByRole("button", { name: "Execute" }).click();
      expect([(await answer).status(), (await answer).status() < 300 || (await (await answer).text())]).toEqual([
        status,
        true,
      ]);
      await page.close();
    },
    60_000,
  );

  it("show an operation's samples in each language", async () => {
    const { page } = await openDocs({ hash: "#/Orders/ordersPlace" });
    const samples = page.getByRole("region", { name: "Samples" });
    await samples.getByRole("button", { name: "Python" }).click();
    expect(await samples.getByText("urllib").count()).toBe(1);
    await page.close();
  }, 60_000);

  it.each(["light", "dark"] as const)(
    "fit a phone, %s",
    async (colorScheme) => {
      const { page } = await openDocs({ width: 360, colorScheme, hash: "#/Orders/ordersPlace" });
      await page.getByRole("region", { name: "Samples" }).waitFor();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      const [red = 255] = await page.evaluate(() => {
        const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
        if (canvas === null) return [];
        canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
      });
      expect(red < 128).toBe(colorScheme === "dark");
      if (process.env["DOCS_PICTURES"])
        await page.screenshot({ path: `${process.env["DOCS_PICTURES"]}/${colorScheme}.png` });
      await page.close();
    },
    60_000,
  );

  it("come from files that never change under their address", async () => {
    const page = await (await fetch(`${origin}/docs`)).text();
    const [, address = ""] = /src="([^"]+swagger-ui\.js)"/.exec(page) ?? [];
    const file = await fetch(`${origin}${address}`);
    expect([file.status, file.headers.get("cache-control")]).toEqual([200, "public, max-age=31536000, immutable"]);
    expect((await fetch(`${origin}/docs/assets/other/swagger-ui.js`)).status).toBe(404);
  });

  it("lead a visitor who is not signed in to where that is done", async () => {
    const { page } = await openDocs();
    await page.setExtraHTTPHeaders({ "x-signed-in": "no" });
    await page.getByRole("button", { name: "Use a demo key" }).click();
    const link = page.getByRole("link", { name: "Sign in to the demo shop" });
    expect(await link.getAttribute("href")).toBe("/sign-in?callbackUrl=/docs");
    await page.close();
  }, 60_000);

  it("give a demo key to the page only, and to nobody where there is no demo", async () => {
    const ask = (site: string) =>
      fetch(`${origin}/docs/demo-key`, { method: "POST", headers: { "sec-fetch-site": site } });
    expect((await ask("cross-site")).status).toBe(404);
    expect(
      (await docsApp({}).request("/demo-key", { method: "POST", headers: { "sec-fetch-site": "same-origin" } })).status,
    ).toBe(404);
    expect(await (await docsApp({}).request("/")).text()).not.toContain("demo-key");
  });
});

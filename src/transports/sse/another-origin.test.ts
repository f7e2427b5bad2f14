import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { type Browser, chromium } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createTestDatabase, type TestDatabase } from "#testing/fixtures/database.ts";
import { BROWSER_ARGS, ensureBrowser } from "#testing/servers/browser.ts";
import { freePort, type ServerProcess, startServerProcess } from "#testing/servers/server-process.ts";

const KEY = "another_origin_key_of_more_than_32_characters";
const modules = new URL("../../../node_modules/", import.meta.url);

/** A page that reads the stream with the `eventsource` package, because the browser's own sends no headers. */
const page = (stream: string) => `<!doctype html><title>Feed</title>
<script type="importmap">{ "imports": { "eventsource-parser/stream": "/eventsource-parser/dist/stream.js", "eventsource-parser": "/eventsource-parser/dist/index.js" } }</script>
<script type="module">
  import { EventSource } from "/eventsource/dist/index.js";
  window.heard = [];
  window.opened = 0;
  const authorized = (input, init) =>
    fetch(input, { ...init, headers: { ...init.headers, Authorization: "Bearer ${KEY}" } });
  const source = new EventSource("${stream}?types=order.*", { fetch: authorized });
  source.addEventListener("open", () => (window.opened += 1));
  for (const type of ["order.placed", "order.noted", "reset"])
    source.addEventListener(type, ({ lastEventId }) => window.heard.push([type, lastEventId]));
</script>`;

const Heard = z.array(z.tuple([z.string(), z.string()]));
const Listed = z.object({ data: z.array(z.object({ id: z.string(), type: z.string() })) });

let database: TestDatabase;
let hubPort: number;
let hub: ServerProcess;
let shop: Server;
let shopOrigin: string;
let browser: Browser;

const startHub = () =>
  startServerProcess({
    DATABASE_URL: database.url,
    BOOTSTRAP_API_KEY: KEY,
    CORS_ORIGINS: shopOrigin,
    NEXT_DIST_DIR: ".next-none",
    PORT: String(hubPort),
  });

beforeAll(async () => {
  database = await createTestDatabase();
  [hubPort, browser] = await Promise.all([
    freePort(),
    chromium.launch({ executablePath: ensureBrowser(), args: BROWSER_ARGS }),
  ]);
  const shopPort = await freePort();
  shopOrigin = `http://localhost:${shopPort}`;
  hub = await startHub();
  shop = createServer((request, response) => {
    const path = request.url ?? "/";
    if (path === "/") {
      response.setHeader("content-type", "text/html").end(page(`${hub.origin}/api/v2/events/stream`));
      return;
    }
    response.setHeader("content-type", "text/javascript");
    readFile(new URL(`.${path}`, modules)).then(
      (text) => response.end(text),
      () => response.writeHead(404).end(),
    );
  }).listen(shopPort, "localhost");
  await api("POST", "/products", { title: "Mug", variants: [{ sku: "A", prices: { GBP: 500 } }] });
  await api("POST", "/stock-adjustments", { sku: "A", location: "main", delta: 100, reason: "count" });
}, 240_000);
afterAll(async () => {
  await browser.close();
  shop.close();
  await hub.stop();
  await database.drop();
});

async function api(method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${hub.origin}/api/v2${path}`, {
    method,
    headers: { authorization: `Bearer ${KEY}`, ...(body && { "content-type": "application/json" }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
  return answer.json();
}

const placed = async () =>
  z
    .object({ id: z.string() })
    .parse(await api("POST", "/orders", { channel: "web", lines: [{ sku: "A", quantity: 1 }] })).id;

/** Ids of all order events, as the feed lists them. */
async function happened(): Promise<string[]> {
  const { data } = Listed.parse(await api("GET", "/events?limit=100"));
  return data.filter(({ type }) => type.startsWith("order.")).map(({ id }) => id);
}

describe("a page of another allowed origin", () => {
  it("receives each event once across a server restart, by reconnecting with Last-Event-ID", async () => {
    const tab = await browser.newPage();
    const complaints: string[] = [];
    tab.on("console", (message) => void complaints.push(message.text()));
    const asked: (string | undefined)[] = [];
    tab.on("request", (request) => {
      if (request.url().includes("/events/stream")) asked.push(request.headers()["last-event-id"]);
    });
    await tab.goto(shopOrigin);
    const heard = async () => Heard.parse(await tab.evaluate("window.heard"));
    await expect.poll(() => tab.evaluate("window.opened")).toBe(1);
    const order = await placed();
    await expect.poll(async () => (await heard()).length).toBe(1);
    await hub.kill();
    hub = await startHub();
    for (const note of ["one", "two", "three"]) await api("POST", `/orders/${order}/notes`, { text: note });
    await placed();
    await expect.poll(() => tab.evaluate("window.opened"), { timeout: 60_000 }).toBe(2);
    await expect.poll(async () => (await heard()).length).toBe(5);
    expect((await heard()).map(([, id]) => id)).toEqual(await happened());
    expect(asked[0]).toBeUndefined();
    expect(asked.at(-1)).toMatch(/^[0-9a-f-]{36}$/);
    expect(complaints.filter((text) => text.includes("CORS policy"))).toEqual([]);
  });

  it("may send all client headers, and read the exposed response headers", async () => {
    const tab = await browser.newPage();
    await tab.goto(shopOrigin);
    const sent = {
      authorization: `Bearer ${KEY}`,
      "content-type": "application/json",
      "cache-control": "no-cache",
      "idempotency-key": "from-a-page-1",
      "if-none-match": '"1"',
      "last-event-id": "1",
      prefer: "return=representation",
      traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    };
    const call = {
      url: `${hub.origin}/api/v2/orders`,
      sent,
      body: { channel: "web", lines: [{ sku: "A", quantity: 1 }] },
    };
    const answer = await tab.evaluate(async ({ url, sent: headers, body }) => {
      const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
      return [response.status, response.headers.get("etag"), response.headers.get("location")?.slice(0, 15)];
    }, call);
    expect(answer).toEqual([201, '"1"', "/api/v2/orders/"]);
  });

  it("of a disallowed origin reads nothing", async () => {
    const tab = await browser.newPage();
    await tab.goto("about:blank"); // its origin is null
    const outcome = await tab.evaluate(
      async ({ url, key }) =>
        fetch(url, { headers: { authorization: `Bearer ${key}` } }).then(
          ({ status }) => String(status),
          () => "refused",
        ),
      { url: `${hub.origin}/api/v2/events/stream`, key: KEY },
    );
    expect(outcome).toBe("refused");
  });
});

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventSource } from "eventsource";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureApiKey } from "#auth/bootstrap.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { revokeApiKey } from "#core/keys/index.ts";
import { noteOrder } from "#core/orders/note-order.ts";
import { placeOrder } from "#core/orders/place-order.ts";
import { execute } from "#core/runtime/execute.ts";
import { PAGE_POLICY } from "#transports/documents/pages/frame.ts";
import { addArticles } from "../fixtures/builders.ts";
import { createTestTenant, testHub } from "../fixtures/hub.ts";
import { startNginx } from "../servers/nginx.ts";
import { describeWith, installed } from "../servers/outside-program.ts";
import { freePort, type ServerProcess, startServerProcess } from "../servers/server-process.ts";

const KEY = "event_stream_key_of_more_than_32_characters";
const REVOKED = "event_stream_revoked_key_of_32_characters";
const LATE_MS = process.env.SCALE === "full" ? 5000 : 1000;

const hub = testHub();
let actor: Actor;
let env: Record<string, string>;
let server: ServerProcess;
let second: ServerProcess;
let folder: string;
const sources: EventSource[] = [];

beforeAll(async () => {
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 1_000_000 }]);
  await ensureApiKey(hub, actor.tenantId, { key: KEY });
  await ensureApiKey(hub, actor.tenantId, { key: REVOKED });
  folder = await mkdtemp(join(tmpdir(), "crossdock-stream-"));
  const common = {
    DATABASE_URL: hub.url,
    AUTH_SECRET: "a secret of 32 characters or more",
    DATA_DIR: folder,
    ADMIN_EMAIL: "owner@example.com", // without an administrator every page is the setup page
    ADMIN_PASSWORD: "a long enough password of ours",
  };
  env = { ...common, PORT: String(await freePort()) };
  server = await startServerProcess(env);
  second = await startServerProcess({ ...common, PORT: String(await freePort()) });
});
afterAll(async () => {
  for (const source of sources) source.close();
  await Promise.all([server.kill(), second.kill()]);
  await rm(folder, { recursive: true, force: true });
});

const place = async () => {
  const input = { channel: "web", lines: [{ sku: "A", quantity: 1 }] };
  return (await execute(hub, actor, placeOrder, input)).output.order.id;
};
async function notes(id: string, count: number) {
  for (let n = 0; n < count; n += 1) await execute(hub, actor, noteOrder, { id, text: `note ${n}` });
}

/** The ids in feed order, as a reader must see them. */
async function feedIds(after: number): Promise<string[]> {
  const rows = await hub.db.sql<{ id: string }[]>`
    select e.id from feed f join events e on e.n = f.n
    where f.tenant_id = ${actor.tenantId} and f.position > ${after} and e.type like 'order.%' order by f.position`;
  return rows.map(({ id }) => id);
}
async function head(): Promise<number> {
  const [row] = await hub.db.sql<{ head: number }[]>`select coalesce(max(position), 0)::int as head from feed`;
  return row?.head ?? 0;
}
async function relayed(): Promise<void> {
  await expect.poll(async () => (await hub.db.sql`select 1 from outbox`).length).toBe(0);
}

function follow(origin: string, query = "") {
  const seen: string[] = [];
  const source = new EventSource(`${origin}/api/v2/events/stream?types=order.*${query}`, {
    fetch: (input, init) => fetch(input, { ...init, headers: { ...init.headers, authorization: `Bearer ${KEY}` } }),
  });
  for (const type of ["order.placed", "order.noted"])
    source.addEventListener(type, ({ lastEventId }) => void seen.push(lastEventId));
  sources.push(source);
  const opened = new Promise((resolve) => source.addEventListener("open", resolve, { once: true }));
  return { source, seen, opened };
}

describe("a reader of the event stream", () => {
  it("receives every event once and in order across a SIGKILL of the server", async () => {
    const from = await head();
    const { seen, opened, source } = follow(server.origin);
    await opened;
    const order = await place();
    await notes(order, 10);
    await expect.poll(() => seen.length).toBeGreaterThan(0);
    await server.kill();
    await notes(order, 10);
    server = await startServerProcess(env);
    await notes(order, 10);
    await relayed();
    const wanted = await feedIds(from);
    expect(wanted).toHaveLength(31);
    await expect.poll(() => seen.length, { timeout: 20_000 }).toBe(31);
    expect(seen).toEqual(wanted);
    source.close();
  }, 60_000);

  it("resumes at another process with the last id of the first", async () => {
    const from = await head();
    const first = follow(server.origin);
    await first.opened;
    const order = await place();
    await notes(order, 5);
    await expect.poll(() => first.seen.length).toBeGreaterThanOrEqual(3);
    first.source.close();
    const read = [...first.seen];
    await notes(order, 5);
    const other = follow(second.origin, `&lastEventId=${read.at(-1)}`);
    await other.opened;
    await notes(order, 5);
    await relayed();
    const wanted = await feedIds(from);
    await expect.poll(() => [...read, ...other.seen]).toEqual(wanted);
    other.source.close();
  });

  it("never misses a transaction that commits late, even after a resume in between", async () => {
    const [slow, order] = [await place(), await place()];
    await relayed();
    const from = await head();
    const reader = follow(server.origin);
    await reader.opened;
    hub.race = async (point) => {
      if (point !== "orders.note:read") return;
      hub.race = undefined;
      await new Promise((resolve) => setTimeout(resolve, LATE_MS));
    };
    const late = execute(hub, actor, noteOrder, { id: slow, text: "began first" });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await notes(order, 10);
    await relayed();
    const early = await feedIds(from);
    await expect.poll(() => reader.seen).toEqual(expect.arrayContaining(early));
    reader.source.close();
    const resumed = follow(second.origin, `&lastEventId=${reader.seen.at(-1)}`);
    await resumed.opened;
    await late;
    await notes(order, 2);
    await relayed();
    const all = await feedIds(from);
    expect(all.length).toBeGreaterThanOrEqual(early.length + 3);
    await expect.poll(() => [...reader.seen, ...resumed.seen].slice(0, all.length)).toEqual(all);
    resumed.source.close();
  }, 30_000);

  it("is disconnected with a reason when its key is revoked", async () => {
    const answer = await fetch(`${server.origin}/api/v2/events/stream`, {
      headers: { authorization: `Bearer ${REVOKED}` },
    });
    const text = answer.text();
    const [key] = await hub.db.sql<{ id: string }[]>`
      select id from api_keys where tenant_id = ${actor.tenantId} order by created_at desc limit 1`;
    await execute(hub, actor, revokeApiKey, { id: key?.id });
    expect(await text).toContain('event: dropped\ndata: {"code":"auth.invalid_key"');
  });

  it("reads the same events page by page, and continues at its position after an empty page", async () => {
    const headers = { authorization: `Bearer ${KEY}` };
    const ask = async (address: string) => {
      const answer = await fetch(`${server.origin}${address}`, { headers });
      expect(answer.ok ? "" : await answer.clone().text()).toBe("");
      const body = (await answer.json()) as {
        data: { id: string; type: string }[];
        nextCursor: string;
        hasMore: boolean;
      };
      return { ...body, link: answer.headers.get("link") };
    };
    await relayed();
    let address = "/api/v2/events?types=order.*&limit=7";
    const seen: string[] = [];
    let cursor = "";
    for (let page = await ask(address); ; page = await ask(address)) {
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor;
      if (page.link === null) break;
      address = /<([^>]+)>; rel="next"/.exec(page.link)?.[1] ?? "";
    }
    expect(seen).toEqual(await feedIds(0));
    const idle = await ask(`/api/v2/events?after=${cursor}`);
    expect(idle).toMatchObject({ data: [], nextCursor: cursor, hasMore: false, link: null });
    await place();
    await relayed();
    const more = await ask(`/api/v2/events?types=order.*&after=${cursor}`);
    expect(more.data.map(({ type }) => type)).toEqual(["order.placed"]);
    expect(await ask(`/api/v2/events/${more.data[0]?.id}`)).toMatchObject({ id: more.data[0]?.id, specversion: "1.0" });
  });
});

it("finds the documentation of all events without a key", async () => {
  const [page, document] = await Promise.all([
    fetch(`${server.origin}/docs/events`),
    fetch(`${server.origin}/api/v2/asyncapi.json`),
  ]);
  expect([page.status, page.headers.get("content-security-policy")]).toEqual([200, PAGE_POLICY]);
  const text = await page.text();
  expect(text).toContain('<section id="order.placed">');
  expect(text).not.toMatch(/<script(?! src="\/docs\/assets\/)|<style|style=/);
  expect(await document.json()).toMatchObject({ asyncapi: "3.0.0" });
});

/** The output of `curl -N`, with timestamps. */
function curl(url: string) {
  const child = spawn("curl", ["-sN", "-H", `Authorization: Bearer ${KEY}`, url]);
  const lines: { text: string; at: number }[] = [];
  child.stdout.on("data", (chunk: Buffer) => lines.push({ text: chunk.toString(), at: performance.now() }));
  return { child, lines };
}

describeWith("nginx", installed("nginx", ["-v"]))("through nginx, as configured in deploy/nginx.conf", () => {
  it("nothing is buffered: the first bytes and each event arrive at once", async () => {
    const port = await freePort();
    const nginx = await startNginx(port, new URL(server.origin).port);
    try {
      await expect
        .poll(() =>
          fetch(`http://127.0.0.1:${port}/readyz`).then(
            ({ ok }) => ok,
            () => false,
          ),
        )
        .toBe(true);
      const { child, lines } = curl(`http://127.0.0.1:${port}/api/v2/events/stream?types=order.*`);
      await expect.poll(() => lines.map(({ text }) => text).join("")).toContain("retry: 2000");
      for (let n = 0; n < 3; n += 1) {
        const started = performance.now();
        const before = lines.length;
        await place();
        await expect.poll(() => lines.length, { interval: 5 }).toBeGreaterThan(before);
        expect((lines.at(-1)?.at ?? Infinity) - started).toBeLessThan(1500);
      }
      expect(
        lines
          .map(({ text }) => text)
          .join("")
          .match(/^event: order.placed$/gm),
      ).toHaveLength(3);
      child.kill();
    } finally {
      await nginx.close();
    }
  }, 30_000);
});

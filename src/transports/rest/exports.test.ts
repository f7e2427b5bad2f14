import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runExport } from "#core/exports/run-export.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { placeOrder } from "#core/orders/index.ts";
import { execute } from "#core/runtime/execute.ts";
import type { FileStore } from "#integrations/storage/port.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestDatabase, type TestDatabase } from "#testing/fixtures/database.ts";
import { createTestFiles, type TestFiles } from "#testing/fixtures/files.ts";
import { createTestHub, createTestTenant, type TestHub } from "#testing/fixtures/hub.ts";
import { restClient, type RestServer, startRest } from "#testing/fixtures/rest.ts";

let database: TestDatabase;
let bench: TestFiles;
let files: FileStore;
let hub: TestHub;
let server: RestServer;
let actor: Actor;
let token: string;
let call: ReturnType<typeof restClient>;

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await createTestFiles();
  ({ files } = bench);
  hub = createTestHub(database.url, { files });
  server = await startRest(hub);
  actor = await createTestTenant(hub);
  token = server.grant(actor);
  call = restClient(server, token);
  await addArticles(hub, actor, [{ sku: "A1", onHand: 1000 }]);
  for (const externalId of ["Z-1", "Z-2", "Z-3"])
    await execute(hub, actor, placeOrder, { channel: "web", externalId, lines: [{ sku: "A1", quantity: 1 }] });
});
afterAll(async () => {
  await server.close();
  await hub.close();
  await database.drop();
  await bench.close();
});

const wanted = { of: "orders", columns: ["externalId", "totalMinor", "currency"], filters: { sort: "placedAt" } };
const FILE = "externalId,totalMinor,currency\r\nZ-1,295,GBP\r\nZ-2,295,GBP\r\nZ-3,295,GBP\r\n";

async function started(): Promise<string> {
  const answer = await call("POST", "/exports", { body: wanted });
  return String(answer.json["id"]);
}
const finish = (id: string) =>
  runExport({ hub, files }, { tenantId: actor.tenantId, exportId: id }, new AbortController().signal);
async function done(): Promise<string> {
  const id = await started();
  await finish(id);
  return id;
}

const fetchFile = (id: string, headers: Record<string, string> = {}, method = "GET") =>
  fetch(`${server.url}/api/v2/exports/${id}/file`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...headers },
  });

describe("an export resource", () => {
  it("responds with 202 and Retry-After while running, and with 303 to its file when done", async () => {
    const taken = await call("POST", "/exports", { body: wanted });
    expect(taken.status).toBe(202);
    const { id } = taken.json;
    expect(taken.headers.get("location")).toBe(`/api/v2/exports/${String(id)}`);
    expect(taken.headers.get("retry-after")).toBe("1");
    const waiting = await call("GET", `/exports/${String(id)}`);
    expect(waiting.status).toBe(200);
    expect(waiting.headers.get("retry-after")).toBe("1");
    expect(waiting.json).toMatchObject({ status: "queued", progress: { rows: 0, bytes: 0 }, error: null });
    expect((await call("GET", `/exports/${String(id)}/file`)).json).toMatchObject({ code: "export.not_ready" });
    await finish(String(id));
    const led = await call("GET", `/exports/${String(id)}`);
    expect(led.status).toBe(303);
    expect(led.headers.get("location")).toBe(`/api/v2/exports/${String(id)}/file`);
    expect(led.json).toMatchObject({ status: "done", progress: { rows: 3, bytes: FILE.length } });
    const followed = await fetch(`${server.url}/api/v2/exports/${String(id)}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await followed.text()).toBe(FILE);
  });

  it("is created once per idempotency key", async () => {
    const headers = { "idempotency-key": "export-once" };
    const first = await call("POST", "/exports", { body: wanted, headers });
    const second = await call("POST", "/exports", { body: wanted, headers });
    expect(second.json["id"]).toBe(first.json["id"]);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
  });

  it("can be cancelled while running, and then has no file", async () => {
    const id = await started();
    expect((await call("POST", `/exports/${id}/cancel`)).json).toMatchObject({ status: "cancelled" });
    expect((await call("POST", `/exports/${id}/cancel`)).json).toMatchObject({ code: "export.ended" });
    expect((await call("GET", `/exports/${id}`)).json).toMatchObject({ status: "cancelled" });
    expect((await call("GET", `/exports/${id}/file`)).status).toBe(409);
  });

  it("reports the invalid filter by pointer", async () => {
    const refused = await call("POST", "/exports", { body: { of: "orders", filters: { status: ["new"] } } });
    expect(refused.json).toMatchObject({ code: "request.invalid", errors: [{ pointer: "/filters/status/0" }] });
  });
});

describe("the file of an export", () => {
  it("is sent as an attachment", async () => {
    const answer = await fetchFile(await done(), { accept: "application/json" });
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": expect.stringMatching(
        /^attachment; filename="orders-\d{8}-\d{6}\.csv"; filename\*=UTF-8''/,
      ),
      "x-content-type-options": "nosniff",
      "accept-ranges": "bytes",
      "content-length": String(FILE.length),
      etag: expect.stringMatching(/^"[0-9a-f]{64}"$/),
    });
    expect(await answer.text()).toBe(FILE);
  });

  it("answers HEAD with the same headers and no body", async () => {
    const answer = await fetchFile(await done(), {}, "HEAD");
    expect(answer.headers.get("content-length")).toBe(String(FILE.length));
    expect(await answer.text()).toBe("");
  });

  it.each([
    ["bytes=0-9", 0, 10],
    ["bytes=10-", 10, undefined],
    ["bytes=-5", -5, undefined],
    ["bytes=5-99999", 5, undefined],
    ["bytes=-99999", 0, undefined],
  ])("serves the range %s with 206", async (range, from, to) => {
    const answer = await fetchFile(await done(), { range });
    const part = FILE.slice(from, to);
    const start = from < 0 ? FILE.length + from : from;
    expect(answer.status).toBe(206);
    expect(answer.headers.get("content-range")).toBe(`bytes ${start}-${start + part.length - 1}/${FILE.length}`);
    expect(await answer.text()).toBe(part);
  });

  it.each(["bytes=99999-", "bytes=-0"])("rejects the range %s with 416 and the file's length", async (range) => {
    const answer = await fetchFile(await done(), { range });
    expect(answer.status).toBe(416);
    expect(answer.headers.get("content-range")).toBe(`bytes */${FILE.length}`);
    expect(await answer.json()).toMatchObject({ code: "request.range_not_satisfiable" });
  });

  it.each(["bytes=0-1,4-5", "lines=0-1", "bytes=5-2", "bytes=-", "bytes=x-y"])(
    "serves the whole file for %s",
    async (range) => {
      const answer = await fetchFile(await done(), { range });
      expect(answer.status).toBe(200);
      expect(await answer.text()).toBe(FILE);
    },
  );

  it("resumes with If-Range only while the file is unchanged", async () => {
    const id = await done();
    const etag = (await fetchFile(id, {}, "HEAD")).headers.get("etag") ?? "";
    const same = await fetchFile(id, { range: "bytes=5-", "if-range": etag });
    expect([same.status, await same.text()]).toEqual([206, FILE.slice(5)]);
    const other = await fetchFile(id, { range: "bytes=5-", "if-range": '"another"' });
    expect([other.status, await other.text()]).toEqual([200, FILE]);
    expect((await fetchFile(id, { "if-none-match": etag })).status).toBe(304);
  });
});

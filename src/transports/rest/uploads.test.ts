import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runImport } from "#core/imports/run-import.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { asTenantId } from "#core/kernel/ids.ts";
import { checkUpload } from "#core/uploads/check-upload.ts";
import { createDiskStore } from "#integrations/storage/disk-store.ts";
import { createTestDatabase, type TestDatabase } from "#testing/fixtures/database.ts";
import { sendForm, startGate } from "#testing/fixtures/file-gate.ts";
import { createTestHub, createTestTenant, type TestHub } from "#testing/fixtures/hub.ts";
import { type RestAnswer, restClient, type RestServer, startRest } from "#testing/fixtures/rest.ts";

let database: TestDatabase;
let folder: string;
let gate: Awaited<ReturnType<typeof startGate>>;
let hub: TestHub;
let server: RestServer;
let actor: Actor;
let token: string;
let call: ReturnType<typeof restClient>;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), "crossdock-uploads-"));
  gate = await startGate((publicUrl) => createDiskStore(folder, { secret: "test secret", publicUrl }));
  hub = createTestHub(database.url, { files: gate.files });
  server = await startRest(hub);
  actor = await createTestTenant(hub);
  token = server.grant(actor);
  call = restClient(server, token);
});
afterAll(async () => {
  await server.close();
  await gate.close();
  await hub.close();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const CSV =
  "externalId,placedAt,currency,sku,quantity,unitPrice,name\r\nU-1,2026-11-01T10:00:00Z,GBP,A1,2,2.95,Mug\r\n";
const PNG = Buffer.from("\x89PNG\r\n\x1a\n and the rest of a picture", "latin1");

const PROGRAM = "MZ\0\0 and more";

const asked = (file: string | Buffer, over: object = {}) => ({
  purpose: "import",
  fileName: "orders.csv",
  contentType: "text/csv",
  bytes: Buffer.byteLength(file),
  ...over,
});

const formOf = ({ json }: RestAnswer) => ({
  url: String(json["url"]),
  fields: json["fields"] as Record<string, string>,
});

/** Announces a file, sends another or the same, and waits for its check. */
async function sent(announced: object, file: string | Buffer): Promise<RestAnswer> {
  const ticket = await call("POST", "/uploads", { body: announced });
  expect(ticket.status).toBe(201);
  await sendForm(formOf(ticket), new Blob([Uint8Array.from(Buffer.from(file))]));
  return finalized(String(ticket.json["id"]));
}

async function finalized(id: string): Promise<RestAnswer> {
  const taken = await call("POST", `/uploads/${id}/finalize`);
  expect(taken.status).toBe(202);
  expect(taken.headers.get("location")).toBe(`/api/v2/uploads/${id}`);
  const waiting = await call("GET", `/uploads/${id}`);
  expect([waiting.json["status"], waiting.headers.get("retry-after")]).toEqual(["checking", "1"]);
  await checkUpload({ hub, files: gate.files }, { tenantId: asTenantId(actor.tenantId), uploadId: id });
  return call("GET", `/uploads/${id}`);
}

describe("an upload", () => {
  it.each(["text/csv; charset=utf-8", "Text/CSV;header=present", "application/vnd.ms-excel", "application/csv"])(
    "of CSV may be declared and sent as %s",
    async (contentType) => {
      const ticket = await call("POST", "/uploads", { body: asked(CSV, { contentType }) });
      expect(ticket.json["upload"]).toMatchObject({ contentType: "text/csv" });
      const { url, fields } = formOf(ticket);
      await sendForm({ url, fields: { ...fields, "Content-Type": contentType } }, new Blob([CSV]));
      expect((await finalized(String(ticket.json["id"]))).json).toMatchObject({ status: "ready" });
    },
  );

  it("is sent as a form, checked, and downloadable", async () => {
    const checked = await sent(asked(CSV), CSV);
    const sha256 = createHash("sha256").update(CSV).digest("hex");
    expect(checked.json).toMatchObject({ status: "ready", sha256, bytes: CSV.length, error: null });
    const file = await fetch(`${server.url}/api/v2/uploads/${String(checked.json["id"])}/file`, {
      headers: { authorization: `Bearer ${token}`, range: "bytes=0-6" },
    });
    expect([file.status, await file.text()]).toEqual([206, "externa"]);
    expect(file.headers.get("content-disposition")).toContain('attachment; filename="orders.csv"');
    expect(file.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("can be imported once it is ready, and not before", async () => {
    const ticket = await call("POST", "/uploads", { body: asked(CSV) });
    const uploadId = String(ticket.json["id"]);
    const early = await call("POST", "/imports", { body: { uploadId, preset: "crossdock" } });
    expect([early.status, early.json["code"]]).toEqual([409, "upload.not_ready"]);
    await sendForm(formOf(ticket), new Blob([CSV]));
    await finalized(uploadId);
    const taken = await call("POST", "/imports", { body: { uploadId, preset: "crossdock" } });
    expect([taken.status, taken.json["fileName"]]).toEqual([202, "orders.csv"]);
    const job = { tenantId: asTenantId(actor.tenantId), importId: String(taken.json["id"]) };
    const run = await runImport({ hub, files: gate.files }, job, new AbortController().signal);
    expect(run).toMatchObject({ status: "done", progress: { rowsRead: 1 } });
  });

  it("keeps its checked content when its form is sent again", async () => {
    const ticket = await call("POST", "/uploads", { body: asked(CSV) });
    await sendForm(formOf(ticket), new Blob([CSV]));
    const { json } = await finalized(String(ticket.json["id"]));
    const evil = "x".repeat(CSV.length);
    expect((await sendForm(formOf(ticket), new Blob([evil]))).status).toBe(204);
    const file = await fetch(`${server.url}/api/v2/uploads/${String(json["id"])}/file`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await file.text()).toBe(CSV);
  });

  it.each([
    ["never arrives", { announced: asked(CSV), file: "", code: "upload.missing" }],
    [
      "is an executable named as an image",
      { announced: asked(PROGRAM, logo()), file: PROGRAM, code: "upload.wrong_type" },
    ],
    ["is an image named as a table", { announced: asked(PNG), file: PNG, code: "upload.wrong_type" }],
    ["has another hash", { announced: asked(CSV, { sha256: "0".repeat(64) }), file: CSV, code: "upload.wrong_hash" }],
  ])("is rejected when it %s", async (_why, { announced, file, code }) => {
    const checked = await sent(announced, file);
    expect(checked.json).toMatchObject({ status: "refused", error: { code, detail: expect.stringMatching(/\.$/) } });
    const answer = await call("GET", `/uploads/${String(checked.json["id"])}`);
    expect(answer.json["status"]).toBe("refused");
  });

  function logo() {
    return { purpose: "logo", fileName: "logo.png", contentType: "image/png" };
  }

  it("uses PUT when it is larger than a form may be", async () => {
    const ticket = await call("POST", "/uploads", { body: asked(CSV, { bytes: 200 * 1024 ** 2 }) });
    expect(ticket.json).toMatchObject({ method: "PUT", fields: {}, headers: { "content-type": "text/csv" } });
    const short = await fetch(String(ticket.json["url"]), {
      method: "PUT",
      headers: { "content-type": "text/csv" },
      body: CSV,
    });
    expect([short.status, await short.json()]).toMatchObject([400, { code: "file.too_small" }]);
  });

  it.each([
    [asked(CSV, { purpose: "logo" }), "/contentType"],
    [asked(CSV, { ...logo(), bytes: 6 * 1024 ** 2 }), "/bytes"],
    [asked(CSV, { contentType: "text/html" }), "/contentType"],
    [asked("", {}), "/bytes"],
    [asked(CSV, { sha256: "abc" }), "/sha256"],
  ])("is not accepted as %j", async (body, pointer) => {
    const answer = await call("POST", "/uploads", { body });
    expect([answer.status, answer.json["errors"]]).toMatchObject([400, [{ pointer }]]);
  });

  it("requires the scope of its purpose, in the same tenant", async () => {
    const ticket = await call("POST", "/uploads", { body: asked(CSV) });
    const keeper = { ...actor, id: "keeper", scopes: new Set(["orders:write"] as const) };
    const other = restClient(server, server.grant(keeper));
    expect((await other("POST", "/uploads", { body: asked(CSV) })).status).toBe(403);
    expect((await other("GET", `/uploads/${String(ticket.json["id"])}`)).status).toBe(403);
    const stranger = restClient(server, server.grant(await createTestTenant(hub)));
    expect((await stranger("GET", `/uploads/${String(ticket.json["id"])}`)).status).toBe(404);
    expect((await stranger("POST", `/uploads/${String(ticket.json["id"])}/finalize`)).status).toBe(404);
  });
});

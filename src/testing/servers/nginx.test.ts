import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ensureApiKey } from "#auth/bootstrap.ts";
import { createTestDatabase, type TestDatabase } from "../fixtures/database.ts";
import { sendForm } from "../fixtures/file-gate.ts";
import { createTestHub, createTestTenant, type TestHub } from "../fixtures/hub.ts";
import { until } from "../fixtures/receiver.ts";
import { startNginx } from "./nginx.ts";
import { describeWith, installed } from "./outside-program.ts";
import { freePort, type ServerProcess, startServerProcess } from "./server-process.ts";

const KEY = "nginx_test_key_of_more_than_32_characters";
const MOST_FORM_BYTES = 104_857_600;
const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json" };

describeWith("nginx", installed("nginx", ["-v"]))("through nginx, as configured in deploy/nginx.conf", () => {
  let database: TestDatabase;
  let hub: TestHub;
  let server: ServerProcess;
  let nginx: Awaited<ReturnType<typeof startNginx>>;
  let dataDir: string;
  let outside: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    hub = createTestHub(database.url);
    const { tenantId } = await createTestTenant(hub);
    await ensureApiKey(hub, tenantId, { key: KEY });
    dataDir = await mkdtemp(join(tmpdir(), "crossdock-test-"));
    const port = await freePort();
    outside = `http://127.0.0.1:${port}`;
    const env = { DATABASE_URL: database.url, DATA_DIR: dataDir, PUBLIC_URL: outside, NEXT_DIST_DIR: ".next-none" };
    server = await startServerProcess(env);
    nginx = await startNginx(port, new URL(server.origin).port);
    const isUp = () =>
      fetch(`${outside}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      );
    await until(isUp);
  });
  afterAll(async () => {
    await nginx.close();
    await server.kill();
    await hub.close();
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const ticketFor = async (bytes: number) => {
    const body = JSON.stringify({ purpose: "import", fileName: "a.csv", contentType: "text/csv", bytes });
    const answer = await fetch(`${outside}/api/v2/uploads`, { method: "POST", headers, body });
    return (await answer.json()) as { method: string; url: string; fields: Record<string, string>; headers: object };
  };

  it("the largest form of docs/files.md is accepted, and a larger file by PUT", async () => {
    const block = Buffer.alloc(1_048_576, "a,b\n");
    const file = (blocks: number) => new Blob(Array.from({ length: blocks }, () => block));
    const form = await ticketFor(MOST_FORM_BYTES);
    expect(form.method).toBe("POST");
    expect((await sendForm(form, file(100))).status).toBe(204);
    const put = await ticketFor(MOST_FORM_BYTES + 1_048_576);
    expect(put.method).toBe("PUT");
    const sent = await fetch(put.url, { method: "PUT", headers: { ...put.headers }, body: file(101) });
    expect(sent.status).toBe(200);
  });

  it("a body that is too large gets the hub's 413, not nginx's, and not 502", async () => {
    for (const bytes of [2_000_000, 30_000_000]) {
      const body = JSON.stringify({ notes: "x".repeat(bytes) });
      const answer = await fetch(`${outside}/api/v2/orders`, { method: "POST", headers, body });
      expect([answer.status, answer.headers.get("content-type")]).toEqual([
        413,
        "application/problem+json; charset=utf-8",
      ]);
    }
  });
});

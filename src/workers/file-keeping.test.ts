import { afterAll, beforeAll, expect, it } from "vitest";
import { getExport, startExport } from "#core/exports/index.ts";
import { fileKeyOf } from "#core/exports/record.ts";
import { runExport } from "#core/exports/run-export.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { execute } from "#core/runtime/execute.ts";
import { createUpload, getUpload } from "#core/uploads/index.ts";
import { incomingKeyOf } from "#core/uploads/record.ts";
import { createTestDatabase, type TestDatabase } from "#testing/fixtures/database.ts";
import { createTestFiles, type TestFiles } from "#testing/fixtures/files.ts";
import { createTestHub, createTestTenant, type TestHub } from "#testing/fixtures/hub.ts";
import { createFileKeepingJobs } from "./file-keeping.ts";

let database: TestDatabase;
let bench: TestFiles;
let hub: TestHub;
let actor: Actor;

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await createTestFiles();
  hub = createTestHub(database.url, { files: bench.files });
  actor = await createTestTenant(hub);
});
afterAll(async () => {
  await hub.close();
  await database.drop();
  await bench.close();
});

const log = { info: () => {}, warn: () => {}, error: () => {} };
const keepHouse = () =>
  Promise.all(
    createFileKeepingJobs(bench.files).map((job) => job.run({ hub, log, signal: new AbortController().signal }, {})),
  );

async function exported(): Promise<{ id: string; key: string }> {
  const { id } = (await execute(hub, actor, startExport, { of: "orders" })).output;
  await runExport(
    { hub, files: bench.files },
    { tenantId: actor.tenantId, exportId: id },
    new AbortController().signal,
  );
  return { id, key: fileKeyOf(actor.tenantId, { id, format: "csv" }, 1) };
}

async function announced(): Promise<{ id: string; key: string }> {
  const input = { purpose: "import", fileName: "a.csv", contentType: "text/csv", bytes: 3 };
  const { id } = (await execute(hub, actor, createUpload, input)).output;
  const key = incomingKeyOf(actor.tenantId, id);
  await bench.files.write(key, new Blob(["a,b"]).stream(), { maxBytes: 3 });
  return { id, key };
}

it("deletes an export and its file after a week, and no other", async () => {
  const [old, young] = [await exported(), await exported()];
  await hub.db
    .sql`update exports set expires_at = now() - interval '1 second' where tenant_id = ${actor.tenantId} and id = ${old.id}`;
  await expect(execute(hub, actor, getExport, { id: old.id })).rejects.toMatchObject({ kind: "not_found" });
  await keepHouse();
  expect(await bench.files.stat(old.key)).toBeUndefined();
  expect(await bench.files.stat(young.key)).toBeDefined();
  expect((await execute(hub, actor, getExport, { id: young.id })).output.status).toBe("done");
});

it("deletes an upload that was not finished within a day, and no other", async () => {
  const [old, young] = [await announced(), await announced()];
  await hub.db.sql`
    update uploads set created_at = now() - interval '25 hours' where tenant_id = ${actor.tenantId} and id = ${old.id}`;
  await keepHouse();
  expect(await bench.files.stat(old.key)).toBeUndefined();
  await expect(execute(hub, actor, getUpload, { id: old.id })).rejects.toMatchObject({ kind: "not_found" });
  expect(await bench.files.stat(young.key)).toEqual({ bytes: 3 });
});

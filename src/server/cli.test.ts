import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testHub } from "#testing/fixtures/hub.ts";
import { runCli } from "#testing/servers/server-process.ts";

const hub = testHub();
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "crossdock-test-"));
});
afterAll(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

const cli = (...given: string[]) => runCli(given, { DATABASE_URL: hub.url, DATA_DIR: dataDir });

describe("the command line", () => {
  it("creates a merchant and its key, imports a file and audits the ledgers", async () => {
    const made = await cli(
      "tenants",
      "create",
      "--slug",
      "acme",
      "--name",
      "Acme",
      "--admin-email",
      "boss@example.com",
    );
    expect(made.out).toMatch(/^acme {2}[0-9a-f-]{36}\nboss@example\.com {2}\S{20}\n$/);
    const key = await cli("keys", "create", "--scopes", "orders:read");
    expect(key.out).toMatch(/^xd_live_\w+\n$/);
    const file = join(dataDir, "orders.csv");
    await writeFile(
      file,
      "externalId,placedAt,currency,sku,name,quantity,unitPrice\nA-1,2026-01-02T03:04:05Z,GBP,MUG,Mug,2,4.50\n",
    );
    const imported = await cli("import", "orders", "--file", file, "--preset", "crossdock", "--create-articles", "yes");
    expect(JSON.parse(imported.out)).toMatchObject({ status: "done", progress: { rowsTotal: 1 } });
    const audited = await cli("audit");
    expect(audited.code).toBe(0);
    expect(JSON.parse(audited.out)).toMatchObject({ ok: true });
  }, 60_000);

  it("exits with 1 and names the violation when an invariant is broken", async () => {
    const [order] = await hub.db.sql<{ id: string }[]>`update orders set paid = paid + 1 returning id`;
    const audited = await cli("audit");
    expect(audited.code).toBe(1);
    expect(audited.out).toContain(order?.id);
  }, 60_000);

  it("shows the lag of each consumer and redrives dead letters", async () => {
    const shown = await cli("consumers");
    const webhooks = expect.objectContaining({ name: "webhooks", lag: expect.any(Number), deadLetters: 0 });
    expect(JSON.parse(shown.out)).toEqual({ consumers: expect.arrayContaining([webhooks]), deadLetters: [] });
    expect((await cli("consumers", "--redrive", "webhooks")).out).toBe('{"redriven":0}\n');
  }, 60_000);

  it.each([
    [["consumers", "--redrive", "nothing"], "There is no consumer nothing"],
    [["keys", "create"], "Missing: --scopes"],
    [["keys", "create", "--scopes", "nonsense"], "request.invalid"],
    [
      ["import", "orders", "--file", "/nowhere", "--preset", "crossdock", "--tenant", "nobody"],
      "There is no merchant nobody",
    ],
    [["fly"], "There is no command fly"],
  ])(
    "explains the error in %j",
    async (given, said) => {
      const answer = await cli(...given);
      expect(answer.code).toBeGreaterThan(0);
      expect(answer.err).toContain(said);
    },
    30_000,
  );
});

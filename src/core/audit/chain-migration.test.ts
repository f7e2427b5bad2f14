import { randomBytes } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { expect, inject, it } from "vitest";
import { z } from "zod";
import { migrate } from "#db/migrate.ts";
import { createTestHub } from "#testing/fixtures/hub.ts";
import { asTenantId, newId } from "../kernel/ids.ts";
import { auditTenant } from "./index.ts";

const MIGRATION = "chain_of_events";
const Journal = z.looseObject({ entries: z.array(z.looseObject({ tag: z.string() })) });
const drizzle = fileURLToPath(new URL("../../../drizzle", import.meta.url));

async function migrationsBefore(folder: string): Promise<void> {
  await cp(drizzle, folder, { recursive: true });
  const path = join(folder, "meta/_journal.json");
  const journal = Journal.parse(JSON.parse(await readFile(path, "utf8")));
  const until = journal.entries.findIndex(({ tag }) => tag.endsWith(MIGRATION));
  expect(until).toBeGreaterThan(0);
  await writeFile(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, until) }));
}

it("events of before the chain are no part of it, those that waited for the relay are, and all later ones", async () => {
  const name = `chain_${randomBytes(4).toString("hex")}`;
  const url = Object.assign(new URL(inject("databaseServerUrl")), { pathname: name }).href;
  const server = postgres(inject("databaseServerUrl"), { max: 1, onnotice: () => {} });
  const folder = await mkdtemp(join(tmpdir(), "crossdock-migrations-"));
  await server.unsafe(`create database ${name}`);
  await migrationsBefore(folder);
  await migrate(url, folder);
  const hub = createTestHub(url);
  const { sql } = hub.db;
  const tenantId = asTenantId(newId());
  const event = async () => {
    const [row] = await sql<{ n: number }[]>`
      insert into events (tenant_id, id, type, subject_type, subject_id, sequence, data, actor_type, actor_id, actor_name,
        transport, request_id, at)
      values (${tenantId}, ${newId()}, 'customer.created', 'customer', ${newId()}, 1, '{"name":"A","email":null}', 'system',
        'test', 'test', 'internal', 'r', now()) returning n`;
    return row?.n ?? 0;
  };
  await sql`insert into tenants (id, slug, name, currency) values (${tenantId}, 'old', 'Old', 'GBP')`;
  await event();
  await sql`insert into outbox values (${await event()})`;
  await migrate(url);
  await sql`insert into outbox values (${await event()})`;
  await hub.relay();
  const [chain] = await sql`select sum(events)::int as events from audit_links where tenant_id = ${tenantId}`;
  expect(chain).toEqual({ events: 2 });
  const chains = (await auditTenant(hub.db.read(tenantId))).checks.filter(({ name: check }) =>
    check.startsWith("events."),
  );
  expect(chains).toMatchObject([{ ok: true }, { ok: true, checked: 3 }]);
  await hub.close();
  await server.unsafe(`drop database ${name} with (force)`);
  await server.end();
  await rm(folder, { recursive: true });
});

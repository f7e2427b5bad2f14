import { randomBytes } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { expect, inject, it } from "vitest";
import { z } from "zod";
import { newId } from "#core/kernel/ids.ts";
import { migrate } from "#db/migrate.ts";
import { createTestHub } from "#testing/fixtures/hub.ts";

const RELAY_LOCK = 7_236_158_402;
const Journal = z.looseObject({ entries: z.array(z.looseObject({ tag: z.string() })) });

/** The migrations of the last version whose relay called consumers itself. */
async function migrationsBefore(tag: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "crossdock-migrations-"));
  await cp(join(import.meta.dirname, "../../drizzle"), folder, { recursive: true });
  const path = join(folder, "meta/_journal.json");
  const journal = Journal.parse(JSON.parse(await readFile(path, "utf8")));
  const entries = journal.entries.slice(
    0,
    journal.entries.findIndex((entry) => entry.tag.endsWith(tag)),
  );
  await writeFile(path, JSON.stringify({ ...journal, entries }));
  return folder;
}

it("an upgrade neither repeats events that the older version's relay delivered nor loses its backlog", async () => {
  const name = `upgrade_${randomBytes(4).toString("hex")}`;
  const url = Object.assign(new URL(inject("databaseServerUrl")), { pathname: name }).href;
  const server = postgres(inject("databaseServerUrl"), { max: 1 });
  await server.unsafe(`create database ${name}`);
  const folder = await migrationsBefore("consumers_have_cursors");
  await migrate(url, folder);
  const sql = postgres(url, { max: 4, onnotice: () => {} });
  const [tenant, endpoint] = [newId(), newId()];
  await sql`select ensure_month_partitions('feed'), ensure_month_partitions('webhook_deliveries')`;
  await sql`
    insert into webhook_endpoints (tenant_id, id, url, event_types, max_concurrent)
    values (${tenant}, ${endpoint}, 'http://127.0.0.1:9/', '{*}', 1)`;
  await sql`
    insert into events (tenant_id, id, type, subject_type, subject_id, sequence, data, actor_type, actor_id, actor_name,
      transport, request_id, at)
    select ${tenant}, gen_random_uuid(), 'order.noted', 'order', ${newId()}, n, '{}', 'system', '', '', 'test', '', now()
    from generate_series(1, 4) n`;
  await sql`insert into outbox select n from events order by n`;
  await sql`insert into broker_sinks (name, position) values ('redis', 1)`;
  const olderPass = (tx: postgres.ISql, count: number) => tx`
    with taken as (delete from outbox where n in (select n from outbox order by n limit ${count}) returning n)
    insert into feed (tenant_id, n) select ${tenant}, n from taken order by n`;
  await olderPass(sql, 1);

  let migrating: Promise<number> | undefined;
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${RELAY_LOCK})`;
    await olderPass(tx, 1);
    migrating = migrate(url);
    await sleep(300); // the upgrade starts during a pass
  });
  expect(await migrating).toBeGreaterThan(0);
  await expect(olderPass(sql, 1)).rejects.toMatchObject({ code: "23502" });
  expect(await sql`select position::int from consumers where name = 'redis'`).toEqual([{ position: 1 }]);

  const hub = createTestHub(url);
  await hub.relay();
  const told = await sql`
    select e.sequence from webhook_deliveries d join events e on e.id = d.event_id order by e.sequence`;
  expect(told.map(({ sequence }) => Number(sequence))).toEqual([3, 4]);
  await hub.close();
  await sql.end();
  await server.unsafe(`drop database ${name} with (force)`);
  await server.end();
  await rm(folder, { recursive: true });
});

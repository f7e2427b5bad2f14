import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { getTableConfig } from "drizzle-orm/pg-core";
import { beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { SigningKeys } from "#auth/oauth/signing-keys.ts";
import { beginFactor, beginReset } from "#core/accounts/index.ts";
import { createSource, rotateSecret as rotateSource } from "#core/inbound/index.ts";
import { createInvitation } from "#core/invitations/index.ts";
import { type Actor, userActor } from "#core/kernel/actor.ts";
import type { Command } from "#core/kernel/operation.ts";
import { createSealer, type Sealer } from "#core/kernel/sealing.ts";
import { createApiKey, rotateApiKey } from "#core/keys/index.ts";
import { createPartner, updatePartner } from "#core/reconciliation/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { createUser } from "#core/users/index.ts";
import { createEndpoint, rotateSecret, updateEndpoint } from "#core/webhooks/index.ts";
import { allSealedColumns, resealColumn, staleIn } from "#db/reseal.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";

const SRC = join(import.meta.dirname, "..");
/** Files of ours that have sealed something, by the stack of their calls. */
const sealing = new Set<string>();

let secrets: [string, ...string[]] = ["the first secret"];
const plain = createSealer(() => secrets);
const sealer: Sealer = {
  ...plain,
  seal(text) {
    for (const [, path] of (new Error("stack").stack ?? "").matchAll(/\/src\/([\w/.-]+\.ts)/g)) sealing.add(path ?? "");
    return plain.seal(text);
  },
};
const hub = Object.assign(testHub(), { sealer });
let actor: Actor;

const Named = z.object({ id: z.string() });

/** Everything that seals, once: whoever adds another adds it here. */
async function sealEverything(): Promise<void> {
  const run = async (operation: Command, input: object) => {
    const { output } = await execute(hub, actor, operation, input);
    return Named.parse(output);
  };
  const key = await run(createApiKey, { name: "ERP", scopes: ["orders:read"], soapSecret: true });
  await run(rotateApiKey, { id: key.id, overlapHours: 24 });
  const headers = { "x-token": "a header's secret" };
  const endpoint = await run(createEndpoint, { url: "https://hooks.example.com/", eventTypes: ["*"], headers });
  await run(updateEndpoint, { id: endpoint.id, ifVersion: 1, headers: { "x-token": "another" } });
  await run(rotateSecret, { id: endpoint.id });
  const source = await run(createSource, {
    code: "sealed",
    name: "Sealed",
    kind: "stripe",
    secret: "whsec_of_a_source",
  });
  await run(rotateSource, { id: source.id });
  const book = { code: "them", name: "Them", compares: "stock", url: "https://them.example.com/stock" };
  const partner = await run(createPartner, { ...book, authorization: "Bearer their-token" });
  await run(updatePartner, { id: partner.id, authorization: "Bearer another-token" });
  await run(createInvitation, { email: "sam@example.com", name: "Sam", role: "agent" });
  const person = { email: "sealed@shop.net", name: "Sam", role: "agent" };
  const { output: user } = await execute(hub, actor, createUser, person);
  const asked = { userId: user.id, publicUrl: "https://hub.example.com", sends: true };
  await execute(hub, actor, beginReset, asked);
  const themselves = userActor({ id: user.id, name: "Sam", role: "agent", tenantId: actor.tenantId });
  await execute(hub, themselves, beginFactor, {});
  await new SigningKeys(hub).signer();
}

/** Columns of all tables in which a text ends with this key's id. */
async function columnsSealedWith(id: string): Promise<string[]> {
  const columns = await hub.db.sql<{ table: string; column: string }[]>`
    select c.table_name as table, c.column_name as column from information_schema.columns c
    join pg_class r on r.relname = c.table_name and r.relkind in ('r', 'p') and not r.relispartition
    where c.table_schema = 'public' and c.data_type in ('text', 'jsonb', 'json', 'ARRAY', 'character varying')`;
  const found: string[] = [];
  for (const { table, column } of columns) {
    const [row] = await hub.db.sql`
      select 1 from ${hub.db.sql(table)} where ${hub.db.sql(column)}::text like ${`%=${id}%`} limit 1`;
    if (row !== undefined) found.push(`${table}.${column}`);
  }
  return found.toSorted();
}

beforeAll(async () => {
  actor = await createTestTenant(hub);
  await sealEverything();
});

const idOf = (sealed: string) => sealed.split("=")[1] ?? "";

it("every file that seals is run here, so that the next test sees where its texts are kept", () => {
  const files = globSync("{core,auth,workers,transports,server}/**/*.ts", { cwd: SRC })
    .filter((path) => !path.endsWith(".test.ts") && !path.startsWith("core/kernel/"))
    .filter((path) => readFileSync(join(SRC, path), "utf8").includes(".seal("));
  expect(files.length).toBeGreaterThan(5);
  expect(files.filter((path) => !sealing.has(path))).toEqual([]);
});

it("a sealed text is kept in columns only that the schema declares as sealed, and each of them is seen with one", async () => {
  const declared = await allSealedColumns();
  const names = declared.map((column) => `${getTableConfig(column.table).name}.${column.name}`).toSorted();
  expect(await columnsSealedWith(idOf(sealer.seal("")))).toEqual(names);
});

it("a rotation seals all of them again, beside a change of one, and leaves nothing under the old key", async () => {
  const before = idOf(sealer.seal(""));
  await hub.db.sql`
    insert into webhook_secrets (tenant_id, id, endpoint_id, kind, sealed)
    select tenant_id, gen_random_uuid(), endpoint_id, kind, sealed
    from (select * from webhook_secrets limit 1) s, generate_series(1, 600)`; // more than a batch
  secrets = ["the second secret", "the first secret"];
  const columns = await allSealedColumns();
  const all = await Promise.all(columns.map((column) => resealColumn(hub.db.sql, column, sealer)));
  expect(all.every(({ resealed, unreadable }) => resealed > 0 && unreadable === 0)).toBe(true);
  expect(await columnsSealedWith(before)).toEqual([]);
  expect(await Promise.all(columns.map((column) => staleIn(hub.db.sql, column, sealer)))).toEqual(columns.map(() => 0));
  secrets = ["the second secret"];
  const [secret] = await hub.db.sql<{ sealed: string }[]>`select sealed from webhook_secrets limit 1`;
  expect(sealer.open(secret?.sealed ?? "")).toMatch(/\S{20}/);
});

it("what none of our secrets opens is counted and left as it is", async () => {
  const foreign = createSealer("a secret that nobody has").seal("x");
  await hub.db.sql`update partners set "authorization" = ${foreign}`;
  const column = (await allSealedColumns()).find((each) => each.name === "authorization");
  if (column === undefined) throw new Error("partners have a sealed column");
  expect(await resealColumn(hub.db.sql, column, sealer)).toEqual({ resealed: 0, unreadable: 1 });
  expect(await hub.db.sql`select "authorization" from partners`).toEqual([{ authorization: foreign }]);
});

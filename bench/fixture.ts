import { createHash, randomBytes } from "node:crypto";
import postgres from "postgres";
import { scopes, systemActor } from "#core/kernel/actor.ts";
import { asTenantId, newId } from "#core/kernel/ids.ts";
import { execute } from "#core/runtime/execute.ts";
import { createTenant } from "#core/tenants/create-tenant.ts";
import { insertRows } from "#db/bulk.ts";
import { migrate } from "#db/migrate.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestHub } from "#testing/fixtures/hub.ts";

export const ARTICLES = 1000;
export const CUSTOMERS = 1000;

export interface Fixture {
  readonly url: string;
  readonly tenantId: string;
  readonly apiKey: string;
  drop(): Promise<void>;
}

/** A private database with one tenant, a thousand articles in ample stock and a thousand customers. */
export async function createFixture(serverUrl: string, name: string): Promise<Fixture> {
  const admin = postgres(serverUrl, { max: 1, onnotice: () => {} });
  await admin.unsafe(`drop database if exists ${name} with (force)`);
  await admin.unsafe(`create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = name;
  await migrate(url.href);
  const { tenantId, apiKey } = await fill(url.href);
  return {
    url: url.href,
    tenantId,
    apiKey,
    drop: async () => {
      await admin.unsafe(`drop database if exists ${name} with (force)`);
      await admin.end();
    },
  };
}

async function fill(url: string) {
  const hub = createTestHub(url);
  const { db } = hub;
  const tenantId = asTenantId(newId());
  const actor = systemActor(tenantId, "bench");
  await execute(hub, actor, createTenant, { slug: "bench", name: "Bench" });
  await addArticles(
    hub,
    actor,
    Array.from({ length: ARTICLES }, (_, i) => ({ sku: `SKU-${i}`, onHand: 100_000_000 })),
  );
  const now = new Date();
  await insertRows(
    db.sql,
    "customers",
    Array.from({ length: CUSTOMERS }, (_, i) => ({
      tenant_id: tenantId,
      id: newId(),
      email: `c${i}@example.com`,
      name: `Customer ${i}`,
      notes: "",
      groups: [],
      addresses: [],
      version: 1,
      created_at: now,
      updated_at: now,
    })),
  );
  const administrator = {
    id: newId(),
    email: "admin@example.com",
    name: "Admin",
    role: "admin",
    password_hash: "none",
  };
  await insertRows(db.sql, "users", [
    { tenant_id: tenantId, ...administrator, active: true, version: 1, created_at: now, updated_at: now },
  ]);
  const apiKey = `bench_${randomBytes(24).toString("base64url")}`;
  await insertRows(db.sql, "api_keys", [
    {
      tenant_id: tenantId,
      id: newId(),
      name: "bench",
      hint: "bench",
      hash: createHash("sha256").update(apiKey).digest("hex"),
      scopes: [...scopes],
      created_by: "bench",
      created_at: now,
    },
  ]);
  await db.sql.unsafe("vacuum analyze");
  await hub.close();
  return { tenantId, apiKey };
}

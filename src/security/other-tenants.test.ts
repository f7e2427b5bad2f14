import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Actor, scopes, systemActor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import type { AnyOperation } from "#core/kernel/operation.ts";
import { ensureApiKey } from "#core/keys/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { seedDemo } from "#demo/seed-demo.ts";
import { emptyShop } from "#testing/attacks/attackers.ts";
import { inputOf } from "#testing/attacks/inputs.ts";
import { withIdsOf } from "#testing/attacks/named-rows.ts";
import { calledOver, TRANSPORTS } from "#testing/attacks/tried.ts";
import { insertAnyRow } from "#testing/fixtures/every-row.ts";
import { testHub } from "#testing/fixtures/hub.ts";
import { tablesOf } from "#testing/fixtures/tenant-tables.ts";
import { type Callers, startCallers } from "#testing/parity/callers.ts";
import { kindOf } from "#testing/parity/refusals.ts";
import type { Json } from "#testing/parity/scenario.ts";
import type { Shop } from "#testing/parity/world.ts";

const hub = testHub();
/** Filled by hand: the demo has none of these. */
const EMPTY: Readonly<Record<string, object>> = {
  customer_links: { expires_at: new Date(Date.now() + 3_600_000) },
  erp_invoices: { kind: "invoice", state: "pending" },
  exports: { subject: "orders", format: "csv", status: "queued", expires_at: new Date(Date.now() + 3_600_000) },
  imports: { status: "queued" },
  invitations: { role: "agent" },
  mails: { state: "due" },
  oauth_clients: {},
  roles: {},
  sessions: { expires_at: new Date(Date.now() + 3_600_000) },
  factors: { created_at: new Date() },
  uploads: { purpose: "import", status: "pending" },
};

let callers: Callers;
let stranger: Shop;
let victim: Actor;
let victimsKey: string;
let before: Readonly<Record<string, string>>;
/** One row of the victim by table, and all its ids. */
const rows = new Map<string, string>();
const ids = new Set<string>();

beforeAll(async () => {
  callers = await startCallers(hub);
  stranger = await emptyShop(callers);
  victim = systemActor((await seedDemo(hub)).tenantId, "test");
  victimsKey = `victim_${randomBytes(24).toString("hex")}`;
  await execute(hub, victim, ensureApiKey, { name: "Own", key: victimsKey, scopes });
  const { tenantId } = victim;
  const [location] = await hub.db.sql<{ id: string }[]>`select id from locations where tenant_id = ${tenantId}`;
  const packing = { packing_sessions: { location_id: location?.id } };
  for (const [table, row] of Object.entries({ ...EMPTY, ...packing }))
    await insertAnyRow(hub, table, { ...row, tenant_id: tenantId, id: newId() });
  for (const table of Object.keys(await tablesOf(hub, tenantId))) {
    const found = await hub.db.sql<{ id: string }[]>`
      select t.row ->> 'id' as id from (select to_jsonb(x) as row from ${hub.db.sql(table)} x where tenant_id = ${tenantId}) t
      where t.row ->> 'id' is not null`;
    for (const { id } of found) if (id.length === 36) ids.add(id);
    const [first] = found;
    if (first !== undefined) rows.set(table, first.id);
  }
  before = await tablesOf(hub, tenantId);
});
afterAll(() => callers.close());

interface Called {
  readonly operation: AnyOperation;
  readonly input: Json;
  readonly token: string | undefined;
}

async function called(transport: string, { operation: { name: operation }, input, token }: Called) {
  const way = callers.transports.find(({ name }) => name === transport);
  if (way === undefined) throw new Error(`There is no transport ${transport}`);
  return way.call({ shop: stranger, operation, input: Object(input), token, key: undefined, traceparent: "" });
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const idsIn = (value: unknown): string[] => [...JSON.stringify(value).matchAll(UUID)].map(([id]) => id);

/** Calls on jobs, whose rows are the queue's and not of a table with a tenant, have a test in src/workers/job-control.test.ts. */
const calledOverBut = (transport: string) => calledOver(transport).filter(({ name }) => !name.startsWith("jobs."));
const namesRows = (operation: AnyOperation): boolean =>
  withIdsOf({ get: () => "an id" }, operation, inputOf(operation)) !== undefined;

describe.each(TRANSPORTS)("with all rights in another shop, over %s", (transport) => {
  it.each(calledOverBut(transport))("$name with the ids of this shop shows none of its rows", async (operation) => {
    const input = withIdsOf(rows, operation, inputOf(operation)) ?? inputOf(operation);
    const outcome = await called(transport, { operation, input, token: stranger.tokens.get("full") });
    // A refusal may repeat the ids that it was given.
    const repeated = new Set("refused" in outcome ? idsIn(input) : []);
    expect(idsIn(outcome).filter((id) => ids.has(id) && !repeated.has(id))).toEqual([]);
    expect(kindOf(outcome)).not.toBe("internal");
  });
});

it("no row of this shop has changed", async () => {
  expect(await tablesOf(hub, victim.tenantId)).toEqual(before);
});

describe("with a key of this shop", () => {
  const reads = calledOverBut("tRPC").filter((operation) => operation.kind === "query" && namesRows(operation));
  it.each(reads)("$name finds what its ids name", async (operation) => {
    const input = withIdsOf(rows, operation, inputOf(operation)) ?? {};
    expect(kindOf(await called("tRPC", { operation, input, token: victimsKey }))).not.toBe("not_found");
  });
});

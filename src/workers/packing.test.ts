import { expect, it } from "vitest";
import { asTenantId, newId } from "#core/kernel/ids.ts";
import { placeOrder } from "#core/orders/index.ts";
import { getStation, openStation, scanArticle } from "#core/packing/index.ts";
import { testShop } from "#testing/fixtures/shop.ts";
import type { JobContext } from "./job.ts";
import { closeStations, forgetPacking } from "./packing.ts";

const shop = testShop();

const context = (): JobContext => {
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  return { hub: shop.hub, log, signal: new AbortController().signal };
};
const sql = () => shop.hub.db.sql;

async function packing() {
  await shop.stock([{ sku: "A" }]);
  const payment = { method: "manual", capture: true };
  await shop.run(placeOrder, { channel: "web", lines: [{ sku: "A", quantity: 2 }], payment });
  const session = await shop.run(openStation, { location: "main", station: "B", clientId: "open" });
  await shop.run(scanArticle, { sessionId: session.id, clientId: "one", code: "A" });
  return session;
}

const isOpen = async (sessionId: string) => (await shop.run(getStation, { sessionId })).closedAt === null;

it("a station without a command for four hours is closed, and its order can be packed elsewhere", async () => {
  const { id, order } = await packing();
  const quiet = (hours: number) =>
    sql()`update packing_sessions set seen_at = now() - ${hours}::int * interval '1 hour'`;
  await quiet(3);
  await closeStations.run(context(), {});
  expect(await isOpen(id)).toBe(true);
  await quiet(5);
  await closeStations.run(context(), {});
  expect(await isOpen(id)).toBe(false);
  const other = await shop.run(openStation, { location: "main", station: "C", clientId: "open" });
  expect(other.order).toMatchObject({ id: order?.id, packed: 0 });
});

it("a station that cannot be closed does not keep the others open", async () => {
  const [{ id }, other] = [
    await packing(),
    await shop.run(openStation, { location: "main", station: "C", clientId: "open" }),
  ];
  await sql()`update packing_sessions set seen_at = now() - interval '5 hours'`;
  const errors: object[] = [];
  const { hub, log, signal } = context();
  const poisoned = asTenantId(newId());
  await sql()`
    insert into packing_sessions select (jsonb_populate_record(s, jsonb_build_object('tenant_id', ${poisoned}::text))).*
    from packing_sessions s where s.tenant_id = ${shop.actor.tenantId}`;
  await closeStations.run({ hub, signal, log: { ...log, error: (details) => errors.push(details) } }, {});
  expect(errors).toHaveLength(2);
  expect([await isOpen(id), await isOpen(other.id)]).toEqual([false, false]);
  await sql()`delete from packing_sessions where tenant_id = ${poisoned}`;
});

it("scans are forgotten after a week; an open station with its parcel stays", async () => {
  const { id } = await packing();
  await sql()`update packing_steps set at = now() - interval '8 days'`;
  await forgetPacking.run(context(), {});
  expect(await sql()`select from packing_steps where session_id = ${id}`).toHaveLength(0);
  expect((await shop.run(getStation, { sessionId: id })).order?.packed).toBe(1);
});

import { expect, it } from "vitest";
import { getErp, settleInvoice } from "#core/erp/index.ts";
import { systemActor } from "#core/kernel/actor.ts";
import { FAILURES_TO_OPEN } from "#core/kernel/circuit.ts";
import { newId } from "#core/kernel/ids.ts";
import { execute } from "#core/runtime/execute.ts";
import { Invoicing } from "#testing/fixtures/invoicing.ts";
import { testShop } from "#testing/fixtures/shop.ts";
import { claimInvoices, giveBack } from "./claim-store.ts";

const shop = testShop();
const desk = new Invoicing(shop);

const claim = () =>
  claimInvoices(shop.hub.db.sql, { tenantId: shop.actor.tenantId, limit: 4, leaseMs: 60_000, lease: newId() });
const failures = async () => (await shop.run(getErp, {})).failures;

async function halfOpen(invoices: number): Promise<void> {
  await shop.stock([{ sku: "A" }]);
  for (let n = 0; n < invoices; n += 1) await desk.shipped();
  await desk.issue();
  await shop.hub.db.sql`update erp_connections set failures = ${FAILURES_TO_OPEN}, open_until = now()
    where tenant_id = ${shop.actor.tenantId}`;
}

it("a probe that is given back leaves the circuit to the next one", async () => {
  await halfOpen(2);
  const [probe, more] = await claim();
  expect(more).toBeUndefined();
  expect(await claim()).toEqual([]);
  if (probe === undefined) throw new Error("there is no probe");
  await giveBack(shop.hub.db.sql, probe);
  expect(await claim()).toHaveLength(1);
});

it("a circuit is not closed to others by a claim that found nothing free", async () => {
  await halfOpen(1);
  await shop.hub.db.sql.begin(async (held) => {
    await held`select from erp_invoices where tenant_id = ${shop.actor.tenantId} for update`;
    expect(await claim()).toEqual([]);
  });
  expect(await claim()).toHaveLength(1);
});

it("an invoice that is refused here, with nothing sent, does not close the circuit", async () => {
  await halfOpen(2);
  const [probe] = await claim();
  if (probe === undefined) throw new Error("there is no probe");
  const { id, lease, probeUntil } = probe;
  const outcome = { outcome: "refused", message: "No", reference: null, unsure: false, retryInMs: null };
  const settled = {
    id,
    lease,
    probeUntil,
    at: new Date().toISOString(),
    durationMs: 1,
    askedPauseMs: null,
    ...outcome,
  };
  await execute(shop.hub, systemActor(shop.actor.tenantId, "ERP"), settleInvoice, { ...settled, status: null });
  expect(await failures()).toBe(FAILURES_TO_OPEN);
  const [next] = await claim();
  expect(next?.id).not.toBe(id);
  const answered = { ...settled, id: next?.id, lease: next?.lease, probeUntil: next?.probeUntil, status: 500 };
  await execute(shop.hub, systemActor(shop.actor.tenantId, "ERP"), settleInvoice, answered);
  expect(await failures()).toBe(0);
});

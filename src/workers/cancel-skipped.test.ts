import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { placeOrder } from "#core/orders/place-order.ts";
import { execute } from "#core/runtime/execute.ts";
import * as webhooks from "#core/webhooks/index.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { addEndpoint } from "#testing/fixtures/deliveries.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { cancelSkipped } from "./cancel-skipped.ts";

const hub = testHub();
let actor: Actor;
let endpointId: string;

beforeEach(async () => {
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 100_000 }]);
  endpointId = (await addEndpoint(hub, actor, { url: "http://127.0.0.1:9/", eventTypes: ["order.placed"] })).id;
});

async function place(count = 1) {
  for (let n = 0; n < count; n += 1)
    await execute(hub, actor, placeOrder, { channel: "web", lines: [{ sku: "A", quantity: 1 }] });
  await hub.relay();
}
const list = async (filters: object = {}) =>
  (await execute(hub, actor, webhooks.listDeliveries, { limit: 100, ...filters })).output.data;

/** The backlog of a busy shop after a month. */
const queueMany = (count: number) => hub.db.sql`
  insert into webhook_deliveries (tenant_id, id, endpoint_id, event_id, n, type, subject_id, sequence, due_at, created_at)
  select d.tenant_id, gen_random_uuid(), d.endpoint_id, d.event_id, d.n, d.type, d.subject_id, d.sequence, now() - make_interval(secs => g / 100.0), now()
  from (select * from webhook_deliveries where endpoint_id = ${endpointId} limit 1) d, generate_series(1, ${count}) g`;
const waiting = async () => {
  const [row] = await hub.db.sql<{ n: number }[]>`
    select count(*)::int as n from webhook_deliveries where endpoint_id = ${endpointId} and state = 'pending'`;
  return row?.n;
};
const runJob = () =>
  cancelSkipped.run(
    {
      hub,
      log: { info: () => {}, warn: () => {}, error: () => {} },
      signal: new AbortController().signal,
    },
    {},
  );

describe("a backlog too large for one transaction", () => {
  it("is cancelled in batches after a resume that skips it; until then nothing is sent and no retry is lost", async () => {
    await place();
    await execute(hub, actor, webhooks.pauseEndpoint, { id: endpointId });
    await queueMany(25_000);
    const detail = await execute(hub, actor, webhooks.getEndpoint, { id: endpointId });
    expect(detail.output).toMatchObject({ pending: 10_000 });
    await execute(hub, actor, webhooks.resumeEndpoint, { id: endpointId, waiting: "cancel" });
    const [left] = await list({ state: "pending", limit: 1 });
    await place();
    expect(await waiting()).toBe(15_002);
    const retry = execute(hub, actor, webhooks.retryDelivery, { id: left?.id });
    await expect(retry).rejects.toMatchObject({ code: "webhook.still_cancelling" });
    await expect(execute(hub, actor, webhooks.retryFailed, { id: endpointId })).rejects.toMatchObject({
      code: "webhook.still_cancelling",
    });
    const skipping = () => hub.db.sql`
      select 1 from webhook_endpoints where id = ${endpointId} and skip_through is not null`;
    expect(await skipping()).toHaveLength(1);
    await runJob();
    expect([await waiting(), await skipping()]).toEqual([1, []]);
    await execute(hub, actor, webhooks.retryDelivery, { id: left?.id });
    expect(await waiting()).toBe(2);
  });

  it("is cancelled in batches after a deletion, with an event that was queued concurrently", async () => {
    await place();
    await queueMany(12_000);
    await execute(hub, actor, webhooks.deleteEndpoint, { id: endpointId });
    expect(await waiting()).toBe(2001);
    await queueMany(1);
    await runJob();
    expect(await waiting()).toBe(0);
  });
});

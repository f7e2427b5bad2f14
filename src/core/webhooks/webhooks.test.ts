import { beforeEach, describe, expect, it } from "vitest";
import type { z } from "zod";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import type { Actor } from "../kernel/actor.ts";
import { placeOrder } from "../orders/place-order.ts";
import { execute } from "../runtime/execute.ts";
import * as webhooks from "./index.ts";
import { isForbiddenHeader } from "./schemas.ts";
import type { CreateEndpointInput } from "./schemas.ts";

const hub = testHub();
let actor: Actor;

beforeEach(async () => {
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 100_000 }]);
  await hub.relay();
});

const TARGET = "https://example.com/hook";
const create = async (over: Partial<z.input<typeof CreateEndpointInput>> = {}, idempotencyKey?: string) =>
  (await execute(hub, actor, webhooks.createEndpoint, { url: TARGET, ...over }, { idempotencyKey })).output;
const detail = async (id: string) => (await execute(hub, actor, webhooks.getEndpoint, { id })).output;
const list = async (filters: object = {}) =>
  (await execute(hub, actor, webhooks.listDeliveries, { limit: 100, ...filters })).output.data;
async function place(count = 1) {
  for (let n = 0; n < count; n += 1)
    await execute(hub, actor, placeOrder, { channel: "web", lines: [{ sku: "A", quantity: 1 }] });
  await hub.relay();
}
const fail = (endpointId: string) => hub.db.sql`
  update webhook_deliveries set state = 'failed', attempts = 10, finished_at = now()
  where tenant_id = ${actor.tenantId} and endpoint_id = ${endpointId}`;

describe("secrets and headers", () => {
  it("are encrypted: shown in one output only, and in no event, stored response or row", async () => {
    const made = await create({ headers: { Authorization: "Bearer hidden-value" } }, "key-1");
    expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(made.headerNames).toEqual(["authorization"]);
    const again = await create({ headers: { Authorization: "Bearer hidden-value" } }, "key-1");
    expect(again).toMatchObject({ id: made.id, secret: null });
    const { output: rotated } = await execute(
      hub,
      actor,
      webhooks.rotateSecret,
      { id: made.id },
      { idempotencyKey: "k2" },
    );
    const { output: revealed } = await execute(
      hub,
      actor,
      webhooks.revealSecret,
      { id: made.id },
      { idempotencyKey: "k3" },
    );
    expect(revealed.secret).toBe(rotated.secret);
    await place();
    const [delivery] = await list();
    const shown = [
      await detail(made.id),
      (await execute(hub, actor, webhooks.listEndpoints, {})).output,
      (await execute(hub, actor, webhooks.getDelivery, { id: delivery?.id })).output,
      await hub.db.sql`select data from events where tenant_id = ${actor.tenantId}`,
      await hub.db.sql`select output, fingerprint from idempotency where tenant_id = ${actor.tenantId}`,
      await hub.db.sql`select * from webhook_secrets where tenant_id = ${actor.tenantId}`,
      await hub.db.sql`select * from webhook_endpoints where tenant_id = ${actor.tenantId}`,
    ];
    const text = JSON.stringify(shown);
    for (const secret of ["hidden-value", made.secret ?? "?", rotated.secret ?? "?"])
      expect(text).not.toContain(secret);
  });

  it("cannot override signature, content, hop-by-hop or our own headers", async () => {
    for (const name of ["Webhook-Signature", "content-type", "Host", "Connection", "Transfer-Encoding", "User-Agent"])
      await expect(create({ headers: { [name]: "x" } })).rejects.toMatchObject({ kind: "invalid" });
    await expect(create({ headers: { "x-own": "a\r\nb: c" } })).rejects.toMatchObject({ kind: "invalid" });
    expect(isForbiddenHeader("x-api-key")).toBe(false);
  });

  it("show only the public key for Ed25519", async () => {
    const { id, secret } = await create({ signing: "ed25519" });
    expect(secret).toMatch(/^whpk_[A-Za-z0-9+/]{43}=$/);
    expect((await execute(hub, actor, webhooks.revealSecret, { id })).output.secret).toBe(secret);
  });
});

describe("an endpoint", () => {
  it("rejects credentials in its URL, other schemes, unknown channels and invalid JSONata", async () => {
    for (const url of ["https://user:pass@example.com/", "ftp://example.com/", "javascript:alert(1)", "nowhere"])
      await expect(create({ url })).rejects.toMatchObject({ kind: "invalid" });
    await expect(create({ channels: ["moon"] })).rejects.toMatchObject({ code: "webhook.unknown_channel" });
    await expect(create({ transform: "{{{" })).rejects.toMatchObject({ code: "webhook.wrong_transform" });
    await expect(create({ transform: "type", fields: ["type"] })).rejects.toMatchObject({ kind: "invalid" });
  });

  it("requires the current version to change, and is deleted with its pending deliveries", async () => {
    const { id } = await create();
    const update = (input: object) => execute(hub, actor, webhooks.updateEndpoint, { id, ...input });
    const { output } = await update({ ifVersion: 1, eventTypes: ["stock.*"], fields: ["type", "data.sku"] });
    expect(output).toMatchObject({ version: 2, eventTypes: ["stock.*"], url: TARGET });
    expect(output.transform).toContain("`data`.`sku`");
    await expect(update({ ifVersion: 1 })).rejects.toMatchObject({ kind: "precondition_failed" });
    await update({ eventTypes: ["*"], transform: null });
    await place();
    expect((await detail(id)).pending).toBeGreaterThan(0);
    await execute(hub, actor, webhooks.deleteEndpoint, { id });
    await expect(detail(id)).rejects.toMatchObject({ kind: "not_found" });
    expect((await list({ endpointId: id })).every(({ state }) => state === "cancelled")).toBe(true);
    expect(await hub.db.sql`select 1 from webhook_secrets where endpoint_id = ${id}`).toHaveLength(0);
  });

  it("can be created only with the read scopes of its events", async () => {
    const clerk: Actor = { ...actor, scopes: new Set(["webhooks:read", "webhooks:write"]) };
    const { id } = await create();
    const refusal = { kind: "forbidden", details: { scope: "events:read" } };
    const made = execute(hub, clerk, webhooks.createEndpoint, { url: TARGET });
    await expect(made).rejects.toMatchObject(refusal);
    const moved = execute(hub, clerk, webhooks.updateEndpoint, { id, url: TARGET });
    await expect(moved).rejects.toMatchObject(refusal);
  });

  it("of another tenant is not found", async () => {
    const { id } = await create();
    const stranger = await createTestTenant(hub);
    const tries = [
      execute(hub, stranger, webhooks.getEndpoint, { id }),
      execute(hub, stranger, webhooks.pauseEndpoint, { id }),
      execute(hub, stranger, webhooks.deleteEndpoint, { id }),
      execute(hub, stranger, webhooks.revealSecret, { id }),
    ];
    for (const tried of await Promise.allSettled(tries))
      expect(tried).toMatchObject({ status: "rejected", reason: { kind: "not_found" } });
    await place();
    expect((await execute(hub, stranger, webhooks.listDeliveries, {})).output.data).toEqual([]);
  });
});

describe("deliveries", () => {
  it("are filtered by endpoint, state, type, kind, subject, time and muting, page by page", async () => {
    const one = await create({ eventTypes: ["order.placed"] });
    const two = await create({ eventTypes: ["stock.*", "order.*"] });
    await place(2);
    await fail(one.id);
    expect(await list({ endpointId: one.id })).toHaveLength(2);
    const [failed] = await list({ state: "failed" });
    expect((await list({ state: "failed" })).map(({ endpointId }) => endpointId)).toEqual([one.id, one.id]);
    expect(new Set((await list({ endpointId: two.id, type: "order.*" })).map(({ type }) => type))).toEqual(
      new Set(["order.placed"]),
    );
    expect((await list({ type: "stock.changed" })).every(({ type }) => type === "stock.changed")).toBe(true);
    expect(await list({ subjectId: failed?.subjectId, state: "failed" })).toHaveLength(1);
    expect(await list({ from: new Date(Date.now() + 60_000).toISOString() })).toEqual([]);
    await execute(hub, actor, webhooks.muteDelivery, { id: failed?.id });
    expect(await list({ muted: true })).toHaveLength(1);
    expect(await list({ state: "failed", muted: false })).toHaveLength(1);
    expect((await detail(one.id)).failed).toBe(1);
    await execute(hub, actor, webhooks.muteDelivery, { id: failed?.id, muted: false });
    expect(await list({ muted: true })).toEqual([]);
    const first = (await execute(hub, actor, webhooks.listDeliveries, { limit: 3 })).output;
    const rest = (await execute(hub, actor, webhooks.listDeliveries, { limit: 100, cursor: first.nextCursor ?? "" }))
      .output;
    const ids = [...first.data, ...rest.data].map(({ id }) => id);
    expect(new Set(ids).size).toBe((await list()).length);
  });

  it("are retried alone or together, except muted ones; cancelled once", async () => {
    const { id } = await create({ eventTypes: ["order.placed"] });
    await place(3);
    await fail(id);
    const [first, second, third] = await list();
    await execute(hub, actor, webhooks.muteDelivery, { id: first?.id });
    const retried = await execute(hub, actor, webhooks.retryDelivery, { id: second?.id });
    expect(retried.output).toMatchObject({ state: "pending", replay: true, attempts: 10, finishedAt: null });
    expect((await execute(hub, actor, webhooks.retryFailed, { id })).output).toEqual({ count: 1, waitingFor: null });
    expect((await list({ state: "pending" })).map((each) => each.id)).toContain(third?.id);
    expect((await execute(hub, actor, webhooks.cancelDelivery, { id: third?.id })).output.state).toBe("cancelled");
    const again = execute(hub, actor, webhooks.cancelDelivery, { id: first?.id });
    await expect(again).rejects.toMatchObject({ code: "webhook.delivery_finished" });
  });

  it("are replayed from a time on, for selected types, with the events' own ids", async () => {
    await place(2);
    const { id } = await create({ eventTypes: ["order.*", "stock.*"] });
    const from = new Date(Date.now() - 60_000).toISOString();
    const replay = (over: object) => execute(hub, actor, webhooks.replayEvents, { id, from, ...over });
    expect((await replay({ types: ["order.placed"] })).output).toEqual({ count: 2, waitingFor: null });
    expect((await replay({ from: new Date(Date.now() + 60_000).toISOString() })).output).toMatchObject({ count: 0 });
    const replayed = await list({ endpointId: id });
    const events = await hub.db.sql<{ id: string }[]>`
      select id from events where tenant_id = ${actor.tenantId} and type = 'order.placed'`;
    expect(replayed.map(({ eventId }) => eventId).toSorted()).toEqual(events.map((event) => event.id).toSorted());
    expect(replayed.every(({ replay: again }) => again)).toBe(true);
  });
});

it("previews show what would be sent before saving, and why a transform fails", async () => {
  await place();
  const preview = async (input: object) => (await execute(hub, actor, webhooks.previewPayload, input)).output;
  const full = await preview({ type: "order.placed" });
  expect(JSON.parse(full.body ?? "")).toEqual(full.event);
  expect(JSON.parse((await preview({ fields: ["type", "data.number"] })).body ?? "")).toHaveProperty("data.number");
  expect(await preview({ transform: "$error('no')" })).toMatchObject({
    body: null,
    problem: expect.stringContaining("no"),
  });
  const { data } = (await execute(hub, actor, webhooks.listEventTypes, {})).output;
  expect(data.map(({ type }) => type)).toEqual(expect.arrayContaining(["order.placed", "webhook.test"]));
});

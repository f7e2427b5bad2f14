import { createHmac } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import {
  createSource,
  deleteSource,
  getSource,
  listMessages,
  retryFailed,
  retryMessage,
  rotateSecret,
  updateSource,
} from "#core/inbound/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { inboxOf, type WebhookAnswer } from "#testing/fixtures/inbox.ts";
import { testShop } from "#testing/fixtures/shop.ts";

const shop = testShop();
const { codeOf, post, work, early, message, orders } = inboxOf(shop);

const MAPPING = `{ "channel": "web", "externalId": data.ref, "lines": [data.items.{ "sku": sku, "quantity": n }] }`;

async function standardSource(mapping = MAPPING, operation = "orders.place") {
  const source = await shop.run(createSource, { code: codeOf(), name: "Acme", kind: "standard", operation, mapping });
  return { ...source, secret: source.secret ?? "" };
}

function signed(secret: string, [id, body]: readonly [string, string], at = new Date()): Record<string, string> {
  const signature = new Webhook(secret).sign(id, at, body);
  const timestamp = String(Math.floor(at.getTime() / 1000));
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature };
}

const order = (ref: string, quantity = 1) =>
  JSON.stringify({ type: "order.created", data: { ref, items: [{ sku: "A", n: quantity }] } });

describe("an inbound webhook", () => {
  it("is stored, acknowledged, and processed once, however often it is sent", async () => {
    await shop.stock([{ sku: "A", onHand: 100 }]);
    const { code, secret } = await standardSource();
    const body = order("R-1", 2);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => post(code, body, signed(secret, ["msg_1", body]))),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(answers.filter((answer) => !answer.body.duplicate)).toHaveLength(1);
    const [{ body: first }] = answers as [WebhookAnswer];
    expect(new Set(answers.map((answer) => answer.body.id))).toEqual(new Set([first.id]));
    await Promise.allSettled([work(first.id), work(first.id, shop.rival), work(first.id)]);
    await work(first.id);
    const placed = await orders();
    expect(placed).toMatchObject([{ externalId: "R-1", unitCount: 2 }]);
    expect(await message(first.id)).toMatchObject({
      state: "processed",
      type: "order.created",
      body: { encoding: "text", content: body },
      result: { operation: "orders.place", subjectType: "order", subjectId: placed[0]?.id, label: placed[0]?.number },
    });
  });

  it("is rejected without being stored when it is forged, old, or for an unknown source", async () => {
    const { id, code, secret } = await standardSource();
    const body = order("R-1");
    const old = new Date(Date.now() - 301_000);
    const fit = signed(secret, ["m", body]);
    expect(await post(code, `${body} `, fit)).toMatchObject({ status: 401, body: { code: "inbound.bad_signature" } });
    expect(await post(code, body, { ...fit, "webhook-id": "n" })).toMatchObject({ status: 401 });
    expect(await post(code, body, signed(`whsec_${"A".repeat(32)}`, ["m", body]))).toMatchObject({ status: 401 });
    expect(await post(code, body, signed(secret, ["m", body], old))).toMatchObject({
      status: 401,
      body: { code: "inbound.stale_signature" },
    });
    expect(await post(code, body, {})).toMatchObject({ status: 401 });
    expect(await post("nobody", body, fit)).toMatchObject({ status: 404 });
    expect(await post("../../etc", body, fit)).toMatchObject({ status: 404 });
    expect(await post(code, "x".repeat(1_048_577), fit)).toMatchObject({ status: 413 });
    expect(await post(code, body, { ...fit, "content-encoding": "gzip" })).toMatchObject({ status: 415 });
    expect((await shop.run(listMessages, {})).data).toEqual([]);
    await shop.run(updateSource, { id, status: "disabled" });
    expect(await post(code, body, fit)).toMatchObject({ status: 409, body: { code: "inbound.source_disabled" } });
    expect(await post(code, body, {})).toMatchObject({ status: 401 });
    await shop.run(deleteSource, { id });
    expect(await post(code, body, fit)).toMatchObject({ status: 404 });
    const again = await shop.run(createSource, {
      code,
      name: "B",
      kind: "standard",
      operation: "orders.place",
      mapping: "$",
    });
    expect(again.code).toBe(code);
  });

  it("is distinguished by long ids that differ only near the end", async () => {
    const { code, secret } = await standardSource();
    const long = "m".repeat(400);
    const send = (id: string) => post(code, "{}", signed(secret, [id, "{}"]));
    expect(await send(`${long}1`)).toMatchObject({ status: 200, body: { duplicate: false } });
    expect(await send(`${long}2`)).toMatchObject({ status: 200, body: { duplicate: false } });
    expect(await send(`${long}1`)).toMatchObject({ status: 200, body: { duplicate: true } });
  });

  it("is accepted with the old secret during a rotation, and not afterwards", async () => {
    const { id, code, secret } = await standardSource();
    const { secret: next } = await shop.run(rotateSecret, { id });
    expect(await post(code, "{}", signed(secret, ["1", "{}"]))).toMatchObject({ status: 200 });
    expect(await post(code, "{}", signed(next ?? "", ["2", "{}"]))).toMatchObject({ status: 200 });
    await shop.run(rotateSecret, { id, overlapHours: 0 });
    expect(await post(code, "{}", signed(next ?? "", ["3", "{}"]))).toMatchObject({ status: 401 });
    expect(JSON.stringify(await shop.run(getSource, { id }))).not.toContain("whsec");
  });

  it("has one effect when a worker dies before recording it, even when the mapping changes in between", async () => {
    await shop.stock([{ sku: "A", onHand: 100 }]);
    const mapping = `{ "sku": "A", "location": "main", "delta": n, "reason": "receipt" }`;
    const { id, code, secret } = await standardSource(mapping, "inventory.adjust");
    const { body } = await post(code, '{"n":5}', signed(secret, ["m", '{"n":5}']));
    for (const point of ["inbound.process:begun", "inbound.process:done"]) {
      shop.hub.race = (reached) => (reached === point ? Promise.reject(new Error("killed")) : Promise.resolve());
      await expect(work(body.id)).rejects.toThrow("killed");
      shop.hub.race = undefined;
      expect(await message(body.id)).toMatchObject({ state: "received" });
    }
    await shop.run(updateSource, { id, mapping: mapping.replace('delta": n', 'delta": n * 2') });
    await Promise.all([work(body.id), early(body.id)]);
    await work(body.id);
    expect(await message(body.id)).toMatchObject({ state: "processed", result: { label: "A" } });
    const [level] = await shop.hub.db.sql`select on_hand from stock_levels where tenant_id = ${shop.actor.tenantId}
      and variant_id in (select id from variants where sku = 'A') and on_hand > 0`;
    expect(level).toEqual({ on_hand: 105 });
  });

  it("with a failed mapping is shown, fixed and run again", async () => {
    await shop.stock([{ sku: "A", onHand: 100 }]);
    const { id, code, secret } = await standardSource(`{ "channel": "web", "lines": [items] }`);
    const sent = await Promise.all(
      ["1", "2"].map((ref) => post(code, order(ref), signed(secret, [`m${ref}`, order(ref)]))),
    );
    for (const { body } of sent) await work(body.id);
    const [first] = sent as [WebhookAnswer];
    expect(await message(first.body.id)).toMatchObject({
      state: "failed",
      error: { code: "request.invalid", errors: [{ pointer: "/lines" }] },
      mapped: { channel: "web" },
    });
    await shop.run(updateSource, { id, mapping: MAPPING });
    await shop.run(retryMessage, { id: first.body.id });
    expect(await shop.run(retryFailed, { id })).toEqual({ count: 1 });
    for (const { body } of sent) await work(body.id);
    expect((await orders()).map(({ externalId }) => externalId)).toEqual(["2", "1"]);
    await expect(shop.run(retryMessage, { id: first.body.id })).rejects.toMatchObject({
      code: "inbound.already_processed",
    });
    expect(await shop.run(getSource, { id })).toMatchObject({ messages: 2, failed: 0 });
  });

  it.each([
    ["nothing", ""],
    ["no JSON", "{"],
    ["no UTF-8", new Uint8Array([0x22, 0xff, 0x22])],
    ["deep nesting", "[".repeat(100_000) + "]".repeat(100_000)],
    ["huge numbers", '{"data":{"ref":1e999,"items":[{"sku":"A","n":123456789012345678901234567890}]}}'],
    ["a duplicate name", '{"data":{"ref":"x"},"data":{"ref":"y","items":[{"sku":"A","n":-1}]}}'],
    ["a prototype", '{"__proto__":{"data":{"ref":"x","items":[]}},"constructor":{"prototype":{}}}'],
    ["NUL", '{"type":"a\\u0000b","data":{"ref":"x\\u0000","items":[{"sku":"A","n":1}]}}'],
    ["an unpaired surrogate", '{"type":"\\ud800","data":{"ref":"\\ud800","items":[{"sku":"A","n":1}]}}'],
  ])("with %s is stored and fails on its own", async (_, body) => {
    const { code, secret } = await standardSource();
    const bytes = Buffer.from(body);
    const key = Buffer.from(secret.slice(6), "base64");
    const timestamp = String(Math.floor(Date.now() / 1000));
    const mac = createHmac("sha256", key).update(`h.${timestamp}.`).update(bytes).digest("base64");
    const headers = { "webhook-id": "h", "webhook-timestamp": timestamp, "webhook-signature": `v1,${mac}` };
    const answer = await post(code, bytes, headers);
    expect(answer.status).toBe(200);
    await work(answer.body.id);
    expect(await message(answer.body.id)).toMatchObject({ state: "failed" });
    expect(await orders()).toEqual([]);
  });
});

it("authentication headers of an inbound message are not stored", async () => {
  const { code, secret } = await standardSource();
  const body = order("R-1");
  const proofs = { ...signed(secret, ["m", body]), "x-shopify-hmac-sha256": "a", "stripe-signature": "b" };
  const more = { "x-api-key": "c", authorization: "Bearer d", cookie: "e=f", "x-shop": "mine" };
  const { body: kept } = await post(code, body, { ...proofs, ...more });
  const { headers } = await message(kept.id);
  expect(headers).toMatchObject({ "webhook-id": "m", "x-shop": "mine" });
  expect(Object.keys(headers).filter((name) => /sign|hmac|key|auth|cookie/.test(name))).toEqual([]);
});

it("a source cannot have more scopes than its creator", async () => {
  const actor = { ...shop.actor, scopes: new Set(["webhooks:write"] as const) };
  const made = execute(shop.hub, actor, createSource, { code: codeOf(), name: "x", kind: "stripe" });
  await expect(made).rejects.toMatchObject({ code: "auth.forbidden", details: { scope: "payments:write" } });
});

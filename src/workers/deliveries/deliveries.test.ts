import { verify, createPublicKey } from "node:crypto";
import { Webhook as Standard } from "standardwebhooks";
import { Webhook as Svix } from "svix";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { noteOrder } from "#core/orders/note-order.ts";
import { placeOrder } from "#core/orders/place-order.ts";
import { execute } from "#core/runtime/execute.ts";
import {
  getDelivery,
  listDeliveries,
  pauseEndpoint,
  resumeEndpoint,
  rotateSecret,
  sendTest,
} from "#core/webhooks/index.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { addEndpoint, startWorker, type TestWorker } from "#testing/fixtures/deliveries.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { type Received, type Receiver, startReceiver, until } from "#testing/fixtures/receiver.ts";

const hub = testHub();
let actor: Actor;
let receiver: Receiver;
let worker: TestWorker;

beforeEach(async () => {
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 100_000 }]);
  await hub.relay();
  receiver = await startReceiver();
  worker = await startWorker(hub);
});
afterEach(async () => {
  await worker.stop();
  if (worker.errors.length > 0) throw new AggregateError(worker.errors, "The worker reported an error");
  await hub.db.sql`delete from webhook_lanes`;
  await receiver.close();
});

const place = async (channel = "web") =>
  (await execute(hub, actor, placeOrder, { channel, lines: [{ sku: "A", quantity: 1 }] })).output.order;
const deliveries = async (filters: object = {}) =>
  (await execute(hub, actor, listDeliveries, { limit: 100, ...filters })).output.data;
const settled = (state: string, count = 1) => until(async () => (await deliveries({ state })).length === count);
const arrived = (count = 1) => until(() => receiver.received.length >= count);
const only = (): Received => receiver.received[0] ?? { at: 0, path: "", headers: {}, body: "" };

describe("signatures", () => {
  it("are accepted by the standardwebhooks and svix libraries, which reject altered, stale or wrongly signed messages", async () => {
    const { secret } = await addEndpoint(hub, actor, { url: receiver.url, eventTypes: ["order.*"] });
    const order = await place();
    await hub.relay();
    await arrived();
    const { body, headers } = only();
    expect(JSON.parse(body)).toMatchObject({ type: "order.placed", subject: order.id, sequence: 1 });
    for (const webhook of [new Standard(secret), new Svix(secret)]) {
      expect(() => webhook.verify(body, headers)).not.toThrow();
      expect(() => webhook.verify(body.replace("order.placed", "order.played"), headers)).toThrow(/signature/i);
      expect(() => webhook.verify(body, { ...headers, "webhook-id": "another" })).toThrow(/signature/i);
      const old = String(Number(headers["webhook-timestamp"]) - 600);
      expect(() => webhook.verify(body, { ...headers, "webhook-timestamp": old })).toThrow(/timestamp/i);
    }
    expect(() => new Standard(`whsec_${Buffer.alloc(32).toString("base64")}`).verify(body, headers)).toThrow(
      /signature/i,
    );
    expect(headers).toMatchObject({ "content-type": "application/json", "user-agent": "Crossdock-Webhooks/2" });
  });

  it("use both the new and the old secret during a rotation, the newest first", async () => {
    const { id, secret } = await addEndpoint(hub, actor, { url: receiver.url, eventTypes: ["order.*"] });
    const rotated = await execute(hub, actor, rotateSecret, { id });
    await place();
    await hub.relay();
    await arrived();
    const { body, headers } = only();
    const next = rotated.output.secret ?? "";
    for (const each of [secret, next]) expect(() => new Standard(each).verify(body, headers)).not.toThrow();
    const [first] = (headers["webhook-signature"] ?? "").split(" ");
    expect(() => new Standard(next).verify(body, { ...headers, "webhook-signature": first ?? "" })).not.toThrow();
    await execute(hub, actor, rotateSecret, { id, overlapHours: 0 });
    await place();
    await hub.relay();
    await arrived(2);
    const later = receiver.received[1] ?? only();
    expect(later.headers["webhook-signature"]?.split(" ")).toHaveLength(1);
    expect(() => new Standard(next).verify(later.body, later.headers)).toThrow(/signature/i);
  });

  it("by Ed25519 verify with the public key alone", async () => {
    const { secret } = await addEndpoint(hub, actor, {
      url: receiver.url,
      signing: "ed25519",
      eventTypes: ["order.*"],
    });
    expect(secret).toMatch(/^whpk_/);
    await place();
    await hub.relay();
    await arrived();
    const { body, headers } = only();
    const spki = Buffer.concat([
      Buffer.from("302a300506032b6570032100", "hex"),
      Buffer.from(secret.slice(5), "base64"),
    ]);
    const key = createPublicKey({ key: spki, type: "spki", format: "der" });
    const [version, signature = ""] = (headers["webhook-signature"] ?? "").split(",");
    const content = (text: string) => Buffer.from(`${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${text}`);
    expect(version).toBe("v1a");
    expect(verify(null, content(body), key, Buffer.from(signature, "base64"))).toBe(true);
    expect(verify(null, content(`${body} `), key, Buffer.from(signature, "base64"))).toBe(false);
  });
});

describe("payloads", () => {
  it("go to endpoints with a matching type, kind and channel; a test event goes to its endpoint only", async () => {
    const at = (path: string) => `${receiver.url}/${path}`;
    await addEndpoint(hub, actor, { url: at("all") });
    await addEndpoint(hub, actor, { url: at("placed"), eventTypes: ["order.placed"] });
    await addEndpoint(hub, actor, { url: at("stock"), eventTypes: ["stock.*"] });
    await addEndpoint(hub, actor, { url: at("pos"), eventTypes: ["order.*"], channels: ["pos"] });
    const tested = await addEndpoint(hub, actor, { url: at("tested"), eventTypes: ["user.created"] });
    await hub.relay();
    const order = await place("web");
    await execute(hub, actor, noteOrder, { id: order.id, text: "Ring twice" });
    await place("pos");
    await execute(hub, actor, sendTest, { id: tested.id });
    await hub.relay();
    const count = (path: string, type: string) =>
      receiver.received.filter((request) => request.path.endsWith(path) && request.body.includes(`"type":"${type}"`))
        .length;
    await until(async () => (await deliveries({ state: "pending" })).length === 0);
    expect(count("placed", "order.placed")).toBe(2);
    expect(count("placed", "order.noted")).toBe(0);
    expect(count("pos", "order.placed")).toBe(1);
    expect(count("all", "order.placed")).toBe(2);
    expect(count("all", "webhook.test")).toBe(0);
    expect(receiver.received.filter(({ path }) => path.endsWith("tested"))).toHaveLength(1);
    expect(count("tested", "webhook.test")).toBe(1);
    expect(
      receiver.received.filter(({ path, body }) => path.endsWith("stock") && !body.includes('"type":"stock.')),
    ).toEqual([]);
  });

  it("are full, thin with a dataref, or transformed; a failed transform is shown and not sent", async () => {
    const at = (path: string) => ({ url: `${receiver.url}/${path}`, eventTypes: ["order.placed"] });
    await addEndpoint(hub, actor, { ...at("thin"), payload: "thin" });
    await addEndpoint(hub, actor, { ...at("cut"), fields: ["type", "data.number"] });
    await addEndpoint(hub, actor, { ...at("own"), transform: '{"what": type}', headers: { "X-Own": "mine" } });
    await addEndpoint(hub, actor, { ...at("bad"), transform: "$error('no')" });
    const order = await place();
    await hub.relay();
    await settled("succeeded", 3);
    await settled("failed");
    const body = (path: string): unknown =>
      JSON.parse(receiver.received.find((request) => request.path.endsWith(path))?.body ?? "null");
    expect(body("thin")).toMatchObject({ type: "order.placed", dataref: `/api/v2/orders/${order.id}` });
    expect(body("thin")).not.toHaveProperty("data");
    expect(body("cut")).toEqual({ type: "order.placed", data: { number: order.number } });
    expect(body("own")).toEqual({ what: "order.placed" });
    expect(receiver.received.find(({ path }) => path.endsWith("own"))?.headers["x-own"]).toBe("mine");
    const [failed] = await deliveries({ state: "failed" });
    const detail = await execute(hub, actor, getDelivery, { id: failed?.id });
    expect(detail.output).toMatchObject({
      attempts: 1,
      lastError: expect.stringContaining("mapping.failed"),
      request: { body: null },
    });
  });

  it("wait while an endpoint is paused", async () => {
    const { id } = await addEndpoint(hub, actor, { url: receiver.url, eventTypes: ["order.*"] });
    await execute(hub, actor, pauseEndpoint, { id });
    await place();
    await hub.relay();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(receiver.received).toEqual([]);
    expect(await deliveries({ state: "pending" })).toHaveLength(1);
    await execute(hub, actor, resumeEndpoint, { id });
    await hub.relay();
    await settled("succeeded");
  });
});

import { createHmac } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import type { Actor } from "../kernel/actor.ts";
import { listOrders } from "../orders/list-orders.ts";
import { execute } from "../runtime/execute.ts";
import { createSource, getMessage, previewMapping, receiveMessage } from "./index.ts";
import { openWebhook } from "./open-webhook.ts";
import { processMessage } from "./process-message.ts";

const IDS = ["8202522731445525541", "8202522731445525542"];
const MAPPING =
  '{ "externalId": $string(id), "channel": "web", "lines": [ { "sku": "A", "quantity": quantity ? quantity : 1 } ] }';

const hub = testHub();
let actor: Actor;

beforeAll(async () => {
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A" }]);
});

async function source(code: string, more: object) {
  const input = { code: `${code}-${actor.tenantId.slice(-12)}`, name: code, kind: "standard", ...more };
  return (await execute(hub, actor, createSource, input)).output;
}

async function processed(sourceId: string, body: string) {
  const message = {
    sourceId,
    externalId: body,
    type: "order",
    headers: {},
    body: Buffer.from(body).toString("base64"),
  };
  const { output } = await execute(hub, actor, receiveMessage, message);
  await processMessage(hub, actor.tenantId, output.id);
  return (await execute(hub, actor, getMessage, { id: output.id })).output;
}

const externalIds = async () => {
  const { data } = (await execute(hub, actor, listOrders, { limit: 100 })).output;
  return new Set(data.map(({ externalId }) => externalId));
};

it("two messages whose 64-bit ids differ in the last digit create two orders with exactly these ids", async () => {
  const { id } = await source("mapped", { operation: "orders.place", mapping: MAPPING });
  for (const order of IDS) expect(await processed(id, `{"id":${order}}`)).toMatchObject({ state: "processed" });
  expect(await externalIds()).toEqual(new Set(IDS));
});

it("without a mapping, a long id keeps its digits, and a long quantity is rejected with its pointer", async () => {
  const { id } = await source("plain", { kind: "queue", operation: "orders.place" });
  const order = (externalId: string, quantity: string) =>
    `{"channel":"web","externalId":${externalId},"lines":[{"sku":"A","quantity":${quantity}}]}`;
  expect(await processed(id, order("9007199254740993", "1"))).toMatchObject({
    state: "processed",
    mapped: { externalId: "9007199254740993" },
  });
  for (const quantity of ["9007199254740993", "1.00000000000000000001", "1e400"])
    expect(await processed(id, order(`"${quantity}"`, quantity))).toMatchObject({
      state: "failed",
      error: { code: "request.invalid", errors: [{ pointer: "/lines/0/quantity" }] },
    });
});

it("a mapping cannot produce a number that would be rounded", async () => {
  const { id } = await source("sums", { operation: "orders.place", mapping: '{ "externalId": $number(id) }' });
  expect(await processed(id, `{"id":${IDS[0]}}`)).toMatchObject({
    state: "failed",
    error: { code: "mapping.failed", message: expect.stringContaining("cannot be held exactly") },
  });
});

it("a preview shows the same digits as the order would get", async () => {
  const preview = { mapping: MAPPING, operation: "orders.place", body: `{"id":${IDS[1]}}` };
  expect((await execute(hub, actor, previewMapping, preview)).output).toMatchObject({
    mapped: { externalId: IDS[1] },
    faults: [],
  });
});

it("a vendor's long id keeps all its digits, and its signature is verified over the received bytes", async () => {
  const secret = "shpss_0123456789abcdef0123456789abcdef";
  const { code } = await source("shop", {
    kind: "shopify",
    secret,
    settings: { channel: "web", orderReference: "id" },
  });
  for (const order of IDS) {
    const body = Buffer.from(
      `{"id":${order},"currency":"GBP","line_items":[{"sku":"A","quantity":1,"price":"2.95"}], "weight": 1.0}`,
    );
    const headers = {
      "x-shopify-hmac-sha256": createHmac("sha256", secret).update(body).digest("base64"),
      "x-shopify-topic": "orders/create",
      "x-shopify-webhook-id": order,
    };
    const signed = await openWebhook(hub, { source: code, headers, body });
    const { output: kept } = await execute(hub, signed.actor, receiveMessage, signed.message);
    await processMessage(hub, actor.tenantId, kept.id);
    expect((await execute(hub, actor, getMessage, { id: kept.id })).output).toMatchObject({
      mapped: { externalId: order },
    });
  }
});

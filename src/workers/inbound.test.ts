import { afterAll, beforeAll, expect, it } from "vitest";
import { createSource, getMessage, receiveMessage } from "#core/inbound/index.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import { execute } from "#core/runtime/execute.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { forgetMessages, processInbound } from "./inbound.ts";
import { type Runner, startRunner } from "./runner.ts";

const hub = testHub();
let actor: Actor;
let runner: Runner | undefined;
const log = { info: () => {}, warn: () => {}, error: () => {} };

beforeAll(async () => {
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A" }]);
});
afterAll(async () => {
  await runner?.stop();
});

async function receive(externalId: string, content: object, failed?: object): Promise<string> {
  const body = Buffer.from(JSON.stringify(content)).toString("base64");
  const code = `q-${newId().slice(-12)}`;
  const queue = { code, name: "Orders", kind: "queue", operation: "orders.place" };
  const { output: source } = await execute(hub, actor, createSource, queue);
  const input = { sourceId: source.id, externalId, type: "order", headers: {}, body, ...(failed && { failed }) };
  return (await execute(hub, actor, receiveMessage, input)).output.id;
}
const read = async (id: string) => (await execute(hub, actor, getMessage, { id })).output;

it("a stored message is processed by its event's job, and stays for review once abandoned", async () => {
  runner = await startRunner({ hub, log, jobs: [processInbound], onError: () => {} });
  await runner.work();
  const order = { channel: "web", externalId: "Q-1", lines: [{ sku: "A", quantity: 1 }] };
  const id = await receive("k1", order);
  const given = await receive("k2", { ...order, externalId: "Q-2" }, { code: "broker.failed", message: "Five tries." });
  await hub.relay();
  await expect.poll(async () => (await read(id)).state).toBe("processed");
  expect(await read(id)).toMatchObject({ result: { operation: "orders.place", label: expect.any(String) } });
  expect(await read(given)).toMatchObject({ state: "failed", error: { code: "broker.failed" }, attempts: 0 });
});

it("messages are deleted after 90 days", async () => {
  const [old, young] = [await receive("o", {}), await receive("y", {})];
  await hub.db.sql`update inbound_messages set received_at = now() - interval '91 days' where id = ${old}`;
  await hub.db.sql`update inbound_messages set received_at = now() - interval '89 days' where id = ${young}`;
  await forgetMessages.run({ hub, log, signal: new AbortController().signal }, {});
  await expect(read(old)).rejects.toMatchObject({ code: "resource.not_found" });
  expect((await read(young)).id).toBe(young);
});

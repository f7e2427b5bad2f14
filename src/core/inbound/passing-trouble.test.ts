import { beforeAll, expect, it } from "vitest";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import type { Actor } from "../kernel/actor.ts";
import { evaluate } from "../mapping/index.ts";
import { execute } from "../runtime/execute.ts";
import { createSource, getMessage, receiveMessage } from "./index.ts";
import { processMessage } from "./process-message.ts";

const LOOP = "($f := function($n){ $f($n + 1) }; $f(0))";

const hub = testHub();
let actor: Actor;

beforeAll(async () => {
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A" }]);
});

async function received(code: string, mapping: string): Promise<string> {
  const source = { code: `${code}-${actor.tenantId.slice(-12)}`, name: code, kind: "standard", mapping };
  const { output: made } = await execute(hub, actor, createSource, { ...source, operation: "orders.place" });
  const body = Buffer.from("{}").toString("base64");
  const message = { sourceId: made.id, externalId: code, type: "order", headers: {}, body };
  return (await execute(hub, actor, receiveMessage, message)).output.id;
}
const read = async (id: string) => (await execute(hub, actor, getMessage, { id })).output;

it("a message whose mapping cannot run for now stays received, and is processed on a retry", async () => {
  const id = await received("busy", '{ "channel": "web", "lines": [{ "sku": "A", "quantity": 1 }] }');
  const loops = [LOOP, LOOP].map((each) => evaluate(each, {}, { tenantId: actor.tenantId }));
  const others = Array.from({ length: 130 }, () => evaluate("1", {}, { tenantId: actor.tenantId }));
  const flood = Promise.allSettled([...loops, ...others]);
  await expect(processMessage(hub, actor.tenantId, id)).rejects.toMatchObject({ code: "mapping.busy" });
  expect(await read(id)).toMatchObject({ state: "received", error: null });
  await flood;
  await processMessage(hub, actor.tenantId, id);
  expect(await read(id)).toMatchObject({ state: "processed", result: { operation: "orders.place" } });
});

it.each([
  ["an endless loop", LOOP, "mapping.timeout"],
  ["an error", "$nothing(1)", "mapping.failed"],
])("a message whose mapping is faulty fails permanently: %s", async (code, mapping, expected) => {
  const id = await received(code.replaceAll(" ", "-"), mapping);
  await processMessage(hub, actor.tenantId, id);
  expect(await read(id)).toMatchObject({ state: "failed", error: { code: expected } });
});

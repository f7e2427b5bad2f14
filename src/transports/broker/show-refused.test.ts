import { beforeAll, expect, it } from "vitest";
import { listMessages } from "#core/inbound/index.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { execute } from "#core/runtime/execute.ts";
import { createTestGateway } from "#testing/fixtures/gateway.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { notJson } from "./intake.ts";
import { showRefused } from "./show-refused.ts";

const hub = testHub();
let actor: Actor;

beforeAll(async () => {
  actor = await createTestTenant(hub);
});

it("a rejected message with binary key and headers is shown, and does not block later messages", async () => {
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const message = {
    key: "A\0\ud800",
    value: Buffer.from("{ no json"),
    headers: { trace: "\0" },
    origin: "crossdock.orders/0/7",
  };
  await showRefused(
    { gateway: createTestGateway(hub, new Map()), log, broker: "kafka" },
    { message, error: notJson("It is not JSON.", ""), tenantId: actor.tenantId },
  );
  const { data } = (await execute(hub, actor, listMessages, {})).output;
  expect(data).toMatchObject([{ externalId: message.origin, state: "failed" }]);
});

import { beforeAll, expect, it } from "vitest";
import { countMessages, createSource, muteMessage, receiveMessage } from "#core/inbound/index.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import { execute } from "#core/runtime/execute.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";

const hub = testHub();
let actor: Actor;

beforeAll(async () => {
  actor = await createTestTenant(hub);
});

async function makeSource(): Promise<string> {
  const queue = { code: `q-${newId().slice(-12)}`, name: "Orders", kind: "queue", operation: "orders.place" };
  return (await execute(hub, actor, createSource, queue)).output.id;
}

async function receive(sourceId: string, failed?: object): Promise<string> {
  const message = { sourceId, externalId: newId(), type: "order", headers: {}, body: "e30=" };
  return (await execute(hub, actor, receiveMessage, { ...message, ...(failed && { failed }) })).output.id;
}

it("counts by source: messages of today, and all open or failed ones that are not muted, however old", async () => {
  const [busy, quiet, gaveUp] = [
    await makeSource(),
    await makeSource(),
    { code: "broker.failed", message: "Five tries." },
  ];
  const [old, muted] = [await receive(busy, gaveUp), await receive(busy, gaveUp)];
  await receive(busy);
  await execute(hub, actor, muteMessage, { id: muted });
  await hub.db.sql`update inbound_messages set received_at = now() - interval '2 days' where id = ${old}`;
  const processed = await receive(quiet);
  await hub.db.sql`update inbound_messages set state = 'processed' where id = ${processed}`;
  const stranger = await createTestTenant(hub);
  expect((await execute(hub, actor, countMessages, {})).output.data).toEqual([
    { sourceId: busy, received: 2, processed: 0, failed: 1, waiting: 1 },
    { sourceId: quiet, received: 1, processed: 1, failed: 0, waiting: 0 },
  ]);
  expect((await execute(hub, stranger, countMessages, {})).output.data).toEqual([]);
});

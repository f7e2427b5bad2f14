import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import { listOrders } from "#core/orders/index.ts";
import { createTestGateway } from "#testing/fixtures/gateway.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { createGateway } from "./gateway.ts";
import type { Knock } from "./knock.ts";

const hub = testHub();
const knock = (token: string): Knock => ({
  transport: "rest",
  credential: { type: "bearer", token },
  requestId: newId(),
  trace: undefined,
  address: () => "192.0.2.1",
});

it("all that a connection asks at once shares one new proof", async () => {
  const actor = await createTestTenant(hub);
  let checks = 0;
  const identify = () => {
    checks += 1;
    return Promise.resolve({ actor });
  };
  const caller = await createGateway({ hub, identify }).enter(knock(newId()));
  await sleep(100);
  await Promise.all([caller, caller.renewed(), caller.renewed()].map((each) => each.call(listOrders, {})));
  expect(checks).toBe(2);
});

it("a call long after the proof, as behind a slow body, is refused once the credential has ended", async () => {
  const [token, actors] = [newId(), new Map<string, Actor>()];
  actors.set(token, await createTestTenant(hub));
  const caller = await createTestGateway(hub, actors).enter(knock(token));
  expect((await caller.call(listOrders, {})).output.data).toEqual([]);
  actors.delete(token);
  await sleep(100);
  await expect(caller.call(listOrders, {})).rejects.toMatchObject({ kind: "unauthenticated" });
  await expect(caller.renewed().call(listOrders, {})).rejects.toMatchObject({ kind: "unauthenticated" });
});

import { describe, expect, it } from "vitest";
import { testShop } from "#testing/fixtures/shop.ts";
import "../catalogue.ts";
import { createCustomer } from "../customers/index.ts";
import { type Actor, roleScopes, type Scope, scopes } from "../kernel/actor.ts";
import { eventCatalogue } from "../kernel/event.ts";
import { newId } from "../kernel/ids.ts";
import { getMail, listMails, resendMail } from "../mail/index.ts";
import { execute, follow } from "../runtime/execute.ts";
import { createUser } from "../users/index.ts";
import { createEndpoint, getDelivery, listDeliveries } from "../webhooks/index.ts";
import { getEvent, listEvents, watchEvents } from "./index.ts";
import { mayRead, readableTypes } from "./readable.ts";

const shop = testShop();
const holding = (...held: Scope[]): Actor => ({ ...shop.actor, type: "api_key", id: newId(), scopes: new Set(held) });

/** Creates a user and a customer: two names that not every role may read. */
async function happenings(): Promise<void> {
  await shop.run(createUser, { email: `${newId()}@example.com`, name: "Staff Name", role: "agent" });
  await shop.run(createCustomer, { name: "Customer Name", email: "c@example.com" });
  await shop.hub.relay();
}

async function watched(actor: Actor, input: object): Promise<string> {
  const ends = new AbortController();
  const frames = await follow(shop.hub, actor, watchEvents, { after: 0, ...input }, { signal: ends.signal });
  const { value } = await Promise.race([
    frames.next(),
    new Promise<{ value: unknown }>((resolve) => setTimeout(resolve, 500, { value: "nothing came" })),
  ]);
  ends.abort();
  return JSON.stringify(value);
}

describe("event scopes", () => {
  it("every event type has a read scope, and an administrator holds them all", () => {
    expect([...eventCatalogue.values()].filter((type) => type.scopes.length === 0)).toEqual([]);
    const all = { scopes: new Set<Scope>(scopes) };
    expect([...eventCatalogue.keys()].filter((type) => !mayRead(all, type))).toEqual([]);
    expect(readableTypes(all, undefined)).toBeUndefined();
    expect(mayRead(all, "gone.long_ago")).toBe(true);
  });

  it("a manager may subscribe an endpoint to all events; a viewer sees no user events", () => {
    expect(readableTypes({ scopes: new Set(roleScopes.manager) }, ["*"])).toEqual(["*"]);
    const viewer = { scopes: new Set<Scope>(roleScopes.viewer) };
    expect(mayRead(viewer, "order.placed")).toBe(true);
    expect(["user.created", "api_key.created", "gone.long_ago"].filter((type) => mayRead(viewer, type))).toEqual([]);
  });

  it("pages and streams omit events whose scope the reader lacks; `events:read` alone sees none", async () => {
    await happenings();
    const readers: [Actor, string[]][] = [
      [holding("events:read"), []],
      [holding("events:read", "customers:read"), ["Customer Name"]],
      [holding("events:read", "users:read"), ["Staff Name"]],
      [holding("events:read", "users:read", "customers:read"), ["Customer Name", "Staff Name"]],
    ];
    for (const [actor, names] of readers) {
      const page = JSON.stringify((await execute(shop.hub, actor, listEvents, {})).output.data);
      const stream = await watched(actor, {});
      for (const text of [page, stream])
        expect(["Customer Name", "Staff Name"].filter((name) => text.includes(name))).toEqual(names);
    }
  });

  it.each([["user.created"], ["user.*"]])(
    "who asks for %s alone and may not is refused, not kept waiting",
    async (type) => {
      await happenings();
      const actor = holding("events:read", "customers:read");
      const refused = { code: "auth.forbidden", details: { scope: "users:read" } };
      await expect(execute(shop.hub, actor, listEvents, { types: [type] })).rejects.toMatchObject(refused);
      await expect(watched(actor, { types: [type] })).rejects.toMatchObject(refused);
      const mixed = { types: [type, "customer.*"] };
      await expect(execute(shop.hub, actor, listEvents, mixed)).rejects.toMatchObject(refused);
    },
  );

  it("an event fetched by id is not found without its read scope", async () => {
    await happenings();
    const { data } = await shop.run(listEvents, { types: ["user.*"] });
    const id = data[0]?.id;
    await expect(execute(shop.hub, holding("events:read"), getEvent, { id })).rejects.toMatchObject({
      code: "resource.not_found",
    });
    expect((await execute(shop.hub, holding("events:read", "users:read"), getEvent, { id })).output.id).toBe(id);
  });

  it("a delivery shows its subject and body only with the event's read scope", async () => {
    await shop.run(createEndpoint, { url: "https://example.com/hook", eventTypes: ["user.*"] });
    await happenings();
    const [delivery] = (await shop.run(listDeliveries, {})).data;
    expect(delivery?.subjectLabel).toBe("Staff Name");
    const blind = holding("webhooks:read", "events:read");
    const seen = [
      (await execute(shop.hub, blind, listDeliveries, {})).output,
      (await execute(shop.hub, blind, getDelivery, { id: delivery?.id })).output,
    ];
    expect(JSON.stringify(seen)).not.toContain("Staff Name");
    expect(JSON.stringify((await shop.run(getDelivery, { id: delivery?.id })).request)).toContain("Staff Name");
  });

  it("a mail is visible only with the read scopes of its content and its recipient", async () => {
    await happenings();
    const [mail] = (await shop.run(listMails, {})).data;
    expect(mail?.template).toBe("welcome");
    const blind = holding("jobs:read", "jobs:write", "orders:read");
    expect((await execute(shop.hub, blind, listMails, {})).output.data).toEqual([]);
    const refused = { code: "auth.forbidden", details: { scope: "users:read" } };
    for (const operation of [getMail, resendMail])
      await expect(execute(shop.hub, blind, operation, { id: mail?.id })).rejects.toMatchObject(refused);
    expect((await execute(shop.hub, holding("jobs:read", "users:read"), listMails, {})).output.data).toHaveLength(1);
  });
});

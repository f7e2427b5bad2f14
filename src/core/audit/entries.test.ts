import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { createProduct, updateProduct } from "../catalog/index.ts";
import { createCustomer, updateCustomer } from "../customers/index.ts";
import { type Actor, userActor } from "../kernel/actor.ts";
import { eventCatalogue } from "../kernel/event.ts";
import { newId } from "../kernel/ids.ts";
import { isDeclared, REDACTED } from "../kernel/redaction.ts";
import { placeOrder, updateOrder } from "../orders/index.ts";
import { execute } from "../runtime/execute.ts";
import { createEndpoint } from "../webhooks/index.ts";
import type { ListAuditEntriesInput } from "./entry-schemas.ts";
import { LONGEST_SCAN } from "./entry-store.ts";
import { listEntries } from "./index.ts";

const hub = testHub();
let actor: Actor;
let orderId: string;
let productId: string;

const call = { transport: "rest", address: "203.0.113.7", requestId: "r-1" } as const;
const list = async (filters: Partial<ListAuditEntriesInput> = {}, by = actor) =>
  (await execute(hub, by, listEntries, filters)).output;
const changesOf = async (filters: Partial<ListAuditEntriesInput>) => (await list(filters)).data[0]?.changes;

beforeAll(async () => {
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 10 }]);
  const customer = { email: "ann@example.com", name: "Ann Example" };
  const lines = [{ sku: "A", quantity: 1 }];
  const placed = await execute(hub, actor, placeOrder, { channel: "web", lines, customer }, call);
  orderId = placed.output.order.id;
  const change = { id: orderId, tags: ["gift"], customer: { ...customer, name: "Ann Other" } };
  await execute(hub, actor, updateOrder, change, call);
  const { output } = await execute(hub, actor, createProduct, { title: "Mug", variants: [{ sku: "MUG" }] });
  productId = output.id;
  await execute(hub, actor, updateProduct, { id: output.id, title: "Cup" }, { ...call, transport: "trpc" });
  const made = await execute(hub, actor, createCustomer, { name: "Bea Example", email: "bea@example.com" });
  await execute(hub, actor, updateCustomer, { id: made.output.id, name: "Bea Other" });
  const url = "https://hooks.example.com/T0/a-token-in-the-path";
  await execute(hub, actor, createEndpoint, { url, eventTypes: ["order.*"] });
});

describe("the audit's entries", () => {
  it("say who did what, from where and by which transport, newest first", async () => {
    const { data, nextCursor } = await list({ subject: orderId });
    const place = { actor: { type: "system", id: "test", name: "test" }, subjectType: "order", subjectId: orderId };
    const types = data.map(({ type, sequence }) => [type, sequence]);
    expect(types).toEqual([
      ["order.updated", 2],
      ["order.placed", 1],
    ]);
    expect(data[0]).toMatchObject({ ...place, ...call });
    expect(nextCursor).toBeNull();
  });

  it("show the values before and after, also of events that tell facts only", async () => {
    expect(await changesOf({ subject: productId, type: "product.updated" })).toEqual([
      { field: "title", before: "Mug", after: "Cup" },
    ]);
    expect(await changesOf({ subject: orderId, type: "order.updated" })).toContainEqual({
      field: "tags",
      before: [],
      after: ["gift"],
    });
  });

  it("hide what is personal or secret by its declaration, and that it was changed stays visible", async () => {
    const hidden = (field: string) => ({ field, before: REDACTED, after: REDACTED });
    expect(await changesOf({ type: "order.updated" })).toContainEqual(hidden("customer"));
    expect(await changesOf({ type: "customer.updated" })).toContainEqual(hidden("name"));
    const placed = (await changesOf({ type: "order.placed" }))?.find(({ field }) => field === "customer");
    expect(placed?.after).toMatchObject({ name: REDACTED, email: REDACTED });
    const text = JSON.stringify((await list({ limit: 100 })).data);
    for (const personal of ["Ann", "ann@", "Bea", "bea@", "a-token-in-the-path"]) expect(text).not.toContain(personal);
  });

  it.each([
    [{ type: "product.*" }, ["product.updated", "product.created"]],
    [{ type: "customer.created" }, ["customer.created"]],
    [{ type: "order.*" }, ["order.updated", "order.placed"]],
    [{ transport: "trpc" }, ["product.updated"]],
    [
      { address: "203.0.113.7", actor: "TES" },
      ["product.updated", "order.updated", "customer.created", "order.placed"],
    ],
    [{ address: "198.51.100.1" }, []],
    [{ to: "2020-01-01T00:00:00.000Z" }, []],
  ] as const)("are filtered by %j", async (filters, expected) => {
    const types = new Set((await list(filters)).data.map(({ type }) => type));
    types.delete("stock.changed"); // by the order
    expect([...types].toSorted()).toEqual([...expected].toSorted());
  });

  it("are paged without a gap, also where a page scans as much as it may and finds nothing", async () => {
    const other = await createTestTenant(hub);
    await execute(hub, other, createCustomer, { name: "A" });
    await hub.db.sql`
      insert into events (tenant_id, id, type, subject_type, subject_id, sequence, data, actor_type, actor_id, actor_name,
        transport, request_id, at)
      select ${other.tenantId}, gen_random_uuid(), 'order.held', 'order', gen_random_uuid(), 1, '{}', 'system', 'x', 'x', 'rest',
        'r', now() from generate_series(1, ${LONGEST_SCAN + 10})`;
    const found: string[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const page = await list({ type: "customer.*", ...(cursor !== undefined && { cursor }) }, other);
      found.push(...page.data.map(({ type }) => type));
      cursor = page.nextCursor ?? undefined;
      pages += 1;
    } while (cursor !== undefined && pages < 9);
    expect(found).toEqual(["customer.created"]);
    expect(pages).toBe(2);
    const all = new Set<string>();
    const first = await list({ limit: 3 });
    const second = await list({ limit: 3, cursor: first.nextCursor ?? "" });
    for (const { id } of [...first.data, ...second.data]) all.add(id);
    expect(all.size).toBe(6);
  });

  it("are for administrators, and for nobody of another tenant", async () => {
    const by = (role: "admin" | "manager") => userActor({ id: newId(), name: "Sam", role, tenantId: actor.tenantId });
    expect((await list({}, by("admin"))).data.length).toBeGreaterThan(5);
    await expect(list({}, by("manager"))).rejects.toMatchObject({ code: "auth.forbidden" });
    expect((await list({ subject: orderId }, await createTestTenant(hub))).data).toEqual([]);
  });
});

/** Fields that are called so and are neither personal nor secret: names of things, of staff, and of programs. */
const HARMLESS = new Set(
  `channel.created.name channel.updated.name location.created.name inbound_source.*.name partner.*.name api_key.*.name
   oauth_client.*.name user.*.name role.*.name reconciliation.repair_requested.actor.name invoice.posted.reference
   webhook.test.message webhook_endpoint.replayed.to inbound_message.*.name`.split(/\s+/),
);
const TELLING =
  /^(name|email|phone|to|subject|note|notes|text|message|url|reference|providerReference|address|token|secret|password)$/;

it("every field of an event that is called like something personal or secret is declared, or known to be harmless", () => {
  const found: string[] = [];
  const walk = (schema: unknown, path: string): void => {
    if (schema instanceof z.ZodObject)
      for (const [name, each] of Object.entries(schema.shape)) {
        const place = `${path}.${name}`;
        const any = `${path.replace(/\.\w+$/, ".*")}.${name}`;
        if (TELLING.test(name) && holdsText(each) && !isHidden(each) && !HARMLESS.has(place) && !HARMLESS.has(any))
          found.push(place);
        walk(each, place);
      }
    if (schema instanceof z.ZodArray) walk(schema.element, path);
    if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) walk(schema.unwrap(), path);
  };
  for (const [type, { data }] of eventCatalogue) walk(data, type);
  expect(found).toEqual([]);
});

const innermost = (schema: unknown): unknown =>
  schema instanceof z.ZodNullable || schema instanceof z.ZodOptional ? innermost(schema.unwrap()) : schema;
const holdsText = (schema: unknown): boolean => innermost(schema) instanceof z.ZodString;
const isHidden = (schema: unknown): boolean => {
  const inner = innermost(schema);
  return inner instanceof z.ZodType && isDeclared(inner);
};

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { restClient, type RestServer, startRest } from "#testing/fixtures/rest.ts";

const hub = testHub();
let server: RestServer;
let actor: Actor;
let api: ReturnType<typeof restClient>;

beforeAll(async () => {
  server = await startRest(hub);
  actor = await createTestTenant(hub);
  api = restClient(server, server.grant(actor));
  await addArticles(hub, actor, [{ sku: "A", price: 295 }]);
});
afterAll(async () => {
  await server.close();
});

/** Every table a request could change, as row count and sum of versions. */
async function picture() {
  const [row] = await hub.db.sql`
    select (select count(*) from orders) as orders, (select count(*) from events) as events,
      (select count(*) from customers) as customers, (select count(*) from products) as products,
      (select count(*) from idempotency) as keys, (select sum(reserved) from stock_levels) as reserved,
      (select coalesce(sum(version), 0) from products) as versions`;
  return row;
}

const line = { sku: "A", quantity: 1 };
const order = (more: object) => ({ channel: "web", lines: [line], ...more });
const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
const bytes = (...codes: number[]) => Uint8Array.from(codes);
const quoted = (text: string) => `{"channel":"web","notes":"${text}","lines":[{"sku":"A","quantity":1}]}`;

describe("invalid JSON bodies", () => {
  it.each<[string, string | Uint8Array, string]>([
    ["half an object", '{"channel":"web"', "not valid JSON"],
    ["an array", "[]", "must be a JSON object"],
    ["null", "null", "must be a JSON object"],
    ["a name twice", '{"channel":"web","channel":"pos"}', '"channel" stands twice'],
    ["a name twice, once escaped", '{"channel":"web","ch\\u0061nnel":"pos"}', '"channel" stands twice'],
    ["33 levels", `{"channel":${nested(32)}}`, "nested deeper than 32"],
    ["100,000 levels", nested(100_000), "nested deeper than 32"],
    ["half a surrogate pair", quoted(String.raw`\ud83d`), "surrogate"],
    ["invalid UTF-8", bytes(0x7b, 0x22, 0xff, 0x22, 0x7d), "not valid UTF-8"],
    ["UTF-16", Buffer.from("{}", "utf16le"), "not valid JSON"],
    ["NaN", '{"lines":NaN}', "not valid JSON"],
    ["a comment", "{/**/}", "not valid JSON"],
  ])("rejects %s", async (_name, body, detail) => {
    const before = await picture();
    const answer = await api("POST", "/orders", { body });
    expect([answer.status, answer.json.code]).toEqual([400, "request.unreadable_body"]);
    expect(answer.json.detail).toContain(detail);
    expect(await picture()).toEqual(before);
  });

  it.each([
    ["an integer beyond 2^53", "quantity", "9007199254740993"],
    ["more digits than a double holds", "quantity", "1.00000000000000000001"],
    ["a number beyond all doubles", "unitPrice", "1e400"],
    ["a price that would lose its pennies", "unitPrice", "90071992547409.931"],
  ])("rejects %s with a pointer, whatever it would be rounded to", async (_name, field, number) => {
    const before = await picture();
    const body = `{"channel":"web","lines":[{"sku":"A","quantity":1},{"sku":"A","${field}":${number}}]}`;
    const answer = await api("POST", "/orders", { body });
    expect([answer.status, answer.json.code]).toEqual([400, "request.unreadable_body"]);
    expect(answer.json.errors).toEqual([
      { pointer: `/lines/1/${field}`, detail: expect.stringContaining(`The number ${number} cannot be held exactly`) },
    ]);
    expect(await picture()).toEqual(before);
  });

  it("accepts an integer in any JSON notation", async () => {
    const body = '{"channel":"web","lines":[{"sku":"A","quantity":2.0,"unitPrice":-0},{"sku":"A","quantity":1e0}]}';
    expect((await api("POST", "/orders", { body })).json).toMatchObject({
      lines: [
        { quantity: 2, unitPrice: 0 },
        { quantity: 1, unitPrice: 295 },
      ],
    });
  });

  it("accepts a byte order mark", async () => {
    const marked = Buffer.concat([bytes(0xef, 0xbb, 0xbf), Buffer.from(quoted("fine \\ud83d\\ude00"))]);
    expect((await api("POST", "/orders", { body: marked })).json.notes).toBe("fine 😀");
  });
});

describe("invalid input", () => {
  it.each<[string, object, string]>([
    ["an empty body", {}, "/channel"],
    ["an unknown field", order({ discount: 5 }), "/discount"],
    ["an unknown nested field", order({ lines: [{ ...line, price: 1 }] }), "/lines/0/price"],
    ["a negative quantity", order({ lines: [{ sku: "A", quantity: -1 }] }), "/lines/0/quantity"],
    ["half a unit", order({ lines: [{ sku: "A", quantity: 1.5 }] }), "/lines/0/quantity"],
    ["a quantity beyond integers", order({ lines: [{ sku: "A", quantity: 1e300 }] }), "/lines/0/quantity"],
    ["a string for a number", order({ lines: [{ sku: "A", quantity: "1" }] }), "/lines/0/quantity"],
    ["a negative price", order({ lines: [{ ...line, unitPrice: -1 }] }), "/lines/0/unitPrice"],
    ["an object for a string", order({ channel: { $ne: "" } }), "/channel"],
    ["no lines", order({ lines: [] }), "/lines"],
    ["an unknown article", order({ lines: [{ sku: "NONE", quantity: 1 }] }), "/lines/0/sku"],
    ["SQL for an article", order({ lines: [{ sku: "' or 1=1; --", quantity: 1 }] }), "/lines/0/sku"],
    ["an unknown channel", order({ channel: "nowhere" }), "/channel"],
    ["an unknown currency", order({ currency: "XXQ" }), "/currency"],
    ["a NUL", order({ notes: "a\u0000b" }), "/notes"],
    ["a string that is too long", order({ notes: "x".repeat(5001) }), "/notes"],
    ["an unknown customer", order({ customer: { id: "019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11" } }), "/customer/id"],
    ["a version in the body", order({ ifVersion: 1 }), "/ifVersion"],
    [
      "a prototype",
      JSON.parse('{"channel":"web","lines":[{"sku":"A","quantity":1}],"__proto__":{"x":1}}'),
      "/__proto__",
    ],
    ["a tenant", order({ tenantId: "019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11" }), "/tenantId"],
  ])("rejects %s with a pointer, and changes nothing", async (_name, body, pointer) => {
    const before = await picture();
    const answer = await api("POST", "/orders", { body, headers: { "idempotency-key": crypto.randomUUID() } });
    expect(answer.status).toBe(400);
    expect(answer.json.errors).toContainEqual(expect.objectContaining({ pointer, detail: expect.any(String) }));
    expect(await picture()).toEqual(before);
  });

  it("rejects query parameters on a POST", async () => {
    expect((await api("POST", "/orders?dryRun=true", { body: order({}) })).status).toBe(400);
  });

  it("reports at most 50 of a thousand errors", async () => {
    const lines = Array.from({ length: 1000 }, () => ({ sku: "", quantity: 0 }));
    const answer = await api("POST", "/orders", { body: order({ lines }) });
    expect(answer.json.errors).toHaveLength(50);
  });
});

describe("another tenant's resources", () => {
  it("are not found: neither read nor changed nor referenced", async () => {
    const body = { title: "Mug", variants: [{ sku: "MUG", prices: { GBP: 500 } }] };
    const product = await api("POST", "/products", { body });
    const path = `/products/${String(product.json.id)}`;
    const stranger = restClient(server, server.grant(await createTestTenant(hub)));
    const before = await picture();
    expect((await stranger("GET", path)).status).toBe(404);
    const patch = { body: { title: "Mine" }, headers: { "if-match": "*" } };
    expect((await stranger("PATCH", path, patch)).status).toBe(404);
    expect((await stranger("POST", "/orders", { body: order({ lines: [{ sku: "MUG", quantity: 1 }] }) })).status).toBe(
      400,
    );
    expect(await picture()).toEqual(before);
  });
});

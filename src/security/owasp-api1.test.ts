import { describe, expect, it } from "vitest";
import { z } from "zod";
import { attackedHub, placedBy } from "#testing/attacks/attacked.ts";

/** API1:2023 Broken Object Level Authorization. Every operation is tried in other-tenants.test.ts; here are the ways around. */
const attacked = attackedHub();
const { send } = attacked;
const Order = z.object({
  id: z.string(),
  number: z.string(),
  version: z.int(),
  lines: z.tuple([z.object({ id: z.string() })]),
  payments: z.array(z.object({ id: z.string() })),
});

async function order(of: "ours" | "theirs") {
  const placed = Order.omit({ payments: true }).parse(await placedBy(attacked, attacked[of]));
  const { json } = await send("GET", `/api/v2/orders/${placed.id}`, { token: attacked[of].token });
  return Order.parse(json);
}

describe("an order of another shop", () => {
  it("is not found by its id, nor by any spelling of it", async () => {
    const { id } = await order("theirs");
    const { token } = attacked.ours;
    for (const spelling of [id, id.toUpperCase(), `{${id}}`, `${id}%00`, `${id}%20`, `..%2forders%2f${id}`])
      expect([400, 404]).toContain((await send("GET", `/api/v2/orders/${spelling}`, { token })).status);
  });

  it("is not found in a batch of aliases over GraphQL", async () => {
    const { id } = await order("theirs");
    const aliases = Array.from({ length: 20 }, (_, n) => `a${n}: order(id: "${id}") { id number }`);
    const body = { query: `{ ${aliases.join(" ")} }` };
    const { json, text } = await send("POST", "/api/graphql", { token: attacked.ours.token, body });
    expect(json["data"]).toEqual(Object.fromEntries(aliases.map((_, n) => [`a${n}`, null])));
    expect(text).not.toContain(id);
  });

  it("cannot be changed through an order of our own: its lines and payments are not ours", async () => {
    const [own, foreign] = [await order("ours"), await order("theirs")];
    const { token } = attacked.ours;
    const headers = { "if-match": `"${own.version}"` };
    const [line] = foreign.lines;
    const lines = [{ id: line.id, quantity: 1 }];
    const tries = [
      ["refunds", { lines, reason: "x" }],
      ["refunds", { amount: 1, reason: "x", paymentId: foreign.payments[0]?.id }],
      ["cancel", { lines, reason: "x" }],
      ["shipments", { lines }],
    ] as const;
    for (const [path, body] of tries) {
      const { status } = await send("POST", `/api/v2/orders/${own.id}/${path}`, { token, body, headers });
      expect({ path, isRefused: [400, 404, 409].includes(status) }).toEqual({ path, isRefused: true });
    }
    const after = await send("GET", `/api/v2/orders/${foreign.id}`, { token: attacked.theirs.token });
    expect(Order.parse(after.json)).toEqual(foreign);
  });
});

it("an idempotency key of another shop replays nothing of it", async () => {
  const headers = { "idempotency-key": crypto.randomUUID() };
  const body = { channel: "web", lines: [{ sku: "A", quantity: 1 }] };
  const first = await send("POST", "/api/v2/orders", { token: attacked.theirs.token, body, headers });
  const second = await send("POST", "/api/v2/orders", { token: attacked.ours.token, body, headers });
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.json["id"]).not.toBe(first.json["id"]);
});

it("a cursor of another shop shows nothing of it", async () => {
  for (let n = 0; n < 2; n += 1) await order("theirs");
  const { json } = await send("GET", "/api/v2/orders?limit=1", { token: attacked.theirs.token });
  const cursor = encodeURIComponent(String(json["nextCursor"]));
  const { text } = await send("GET", `/api/v2/orders?limit=1&cursor=${cursor}`, { token: attacked.ours.token });
  const rows = await attacked.hub.db.sql<{ id: string }[]>`
    select id from orders where tenant_id = ${attacked.theirs.actor.tenantId}`;
  expect(rows.filter(({ id }) => text.includes(id))).toEqual([]);
});

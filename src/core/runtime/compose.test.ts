import { describe, expect, it } from "vitest";
import { z } from "zod";
import { testShop } from "#testing/fixtures/shop.ts";
import { adjustStock, listLevels } from "../inventory/index.ts";
import type { Actor, Scope } from "../kernel/actor.ts";
import { failure } from "../kernel/errors.ts";
import { eventType } from "../kernel/event.ts";
import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { call, callMany } from "./compose.ts";
import { execute } from "./execute.ts";

const shop = testShop();
const holding = (...scopes: Scope[]): Actor => ({ ...shop.actor, type: "user", id: newId(), scopes: new Set(scopes) });
const counted = failure("conflict", "test.counted", () => "Counted already.");
const noted = eventType({
  type: "test.counted",
  description: "For tests.",
  subjectType: "product",
  data: z.object({ text: z.string() }),
});

/** Notes every call; rejects `refuse` after emitting its event, and returns an undeclared field. */
const note = command({
  name: "test.note",
  summary: "For tests.",
  scope: "inventory:write",
  audience: "operator",
  input: z.strictObject({ text: z.string().trim().min(1) }),
  output: z.object({ text: z.string() }),
  failures: [counted],
  runMany: async (_, calls) =>
    calls.map(({ input, emit }) => {
      emit(noted(newId(), { text: input.text }));
      return input.text === "refuse" ? { refused: counted() } : { ok: { text: input.text, secret: "never shown" } };
    }),
});

const noteAll = command({
  name: "test.noteAll",
  summary: "For tests.",
  scope: "orders:write",
  audience: "operator",
  input: z.strictObject({ texts: z.array(z.unknown()) }),
  output: z.object({ outcomes: z.array(z.unknown()) }),
  failures: note.failures,
  run: async (context, { texts }) => {
    const { actor, emit } = context;
    const calls = texts.map((text) => ({ actor, emit, input: { text } }));
    const outcomes = await callMany(context, note, calls);
    return { outcomes: outcomes.map((each) => ("ok" in each ? each.ok : each.refused.code)) };
  },
});

/** Adjusts twice in one transaction. */
const adjustTwice = command({
  name: "test.adjustTwice",
  summary: "For tests.",
  scope: "orders:write",
  audience: "operator",
  input: z.strictObject({ deltas: z.array(z.int()) }),
  output: z.object({ onHand: z.int() }),
  failures: adjustStock.failures,
  run: async (context, { deltas }) => {
    let onHand = 0;
    for (const delta of deltas)
      ({ onHand } = await call(context, adjustStock, { sku: "A", location: "main", delta, reason: "count" }));
    return { onHand };
  },
});

const told = async () => {
  const rows = await shop.hub.db.sql<{ type: string; text: string | null }[]>`
    select type, data ->> 'text' as text from events where tenant_id = ${shop.actor.tenantId}
      and type in ('test.counted', 'stock.changed') order by n`;
  return rows.map(({ type, text }) => text ?? type);
};
const onHand = async () => (await shop.run(listLevels, { sku: "A" })).data[0]?.onHand;

describe("nested commands", () => {
  it("give each call its own outcome: success, rejection, missing scope, invalid input", async () => {
    expect(await shop.run(noteAll, { texts: [" a ", "refuse", 7, "b"] })).toEqual({
      outcomes: [{ text: "a" }, "test.counted", "request.invalid", { text: "b" }],
    });
    expect(await told()).toEqual(["a", "b"]);
    const lesser = await execute(shop.hub, holding("orders:write"), noteAll, { texts: ["a"] });
    expect(lesser.output).toEqual({ outcomes: ["auth.forbidden"] });
  });

  it("share the transaction: a rejection of one rolls back the other, events included", async () => {
    await shop.stock([{ sku: "A", onHand: 5 }]);
    await expect(shop.run(adjustTwice, { deltas: [3, -100] })).rejects.toMatchObject({
      code: "inventory.negative_stock",
    });
    expect([await onHand(), await told()]).toEqual([5, []]);
    expect(await shop.run(adjustTwice, { deltas: [3, -8] })).toEqual({ onHand: 0 });
    expect([await onHand(), await told()]).toEqual([0, ["stock.changed", "stock.changed"]]);
  });

  it("check their own scope, and take effect once under the outer call's idempotency key", async () => {
    await shop.stock([{ sku: "A", onHand: 5 }]);
    const deltas = { deltas: [1, 1] };
    await expect(execute(shop.hub, holding("orders:write"), adjustTwice, deltas)).rejects.toMatchObject({
      kind: "forbidden",
      details: { scope: "inventory:write" },
    });
    for (const replayed of [false, true])
      expect(await execute(shop.hub, shop.actor, adjustTwice, deltas, { idempotencyKey: "k" })).toEqual({
        output: { onHand: 7 },
        replayed,
      });
    expect(await onHand()).toBe(7);
  });
});

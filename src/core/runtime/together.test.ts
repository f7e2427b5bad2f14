import { beforeAll, describe, expect, it } from "vitest";
import { getOrder, placeOrder, updateOrder } from "#core/orders/index.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import type { Actor } from "../kernel/actor.ts";
import type { Read } from "../kernel/tx.ts";
import { execute } from "./execute.ts";
import { together } from "./together.ts";

const hub = testHub();
let actor: Actor;

beforeAll(async () => {
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A" }]);
});

/** Returns each key in upper case, by a statement; `bad` cannot be read. */
function shouting() {
  const sets: string[][] = [];
  const read = together(async ({ sql }: Read, keys: readonly string[]) => {
    sets.push([...keys]);
    if (keys.includes("bad")) throw new RangeError("bad");
    const rows = await sql<{ key: string; loud: string }[]>`
      select key, upper(key) as loud from unnest(${[...keys]}::text[]) as u(key) where key <> 'none'`;
    return new Map(rows.map(({ key, loud }) => [key, loud]));
  });
  return { sets, ask: (key: string) => read(hub.db.read(actor.tenantId), key) };
}

describe("reads by key", () => {
  it("share statements when concurrent, and each gets its own result", async () => {
    const { sets, ask } = shouting();
    const keys = Array.from({ length: 40 }, (_, i) => `k${i % 20}`);
    expect(await Promise.all(keys.map(ask))).toEqual(keys.map((key) => key.toUpperCase()));
    expect(sets.length).toBeLessThanOrEqual(4);
    expect(await ask("none")).toBeUndefined();
  });

  it("fail independently", async () => {
    const { ask } = shouting();
    const asked = ["a", "b", "c", "bad", "d", "e"];
    const settled = await Promise.allSettled(asked.map(ask));
    expect(settled.map(({ status }) => status === "rejected")).toEqual(asked.map((key) => key === "bad"));
  });

  it("see what was committed before they were requested, whatever else is being read", async () => {
    const place = () => execute(hub, actor, placeOrder, { channel: "web", lines: [{ sku: "A", quantity: 1 }] });
    const placed = await Promise.all([place(), place()]);
    const [id = "", other = ""] = placed.map(({ output }) => output.order.id);
    const read = async (of: string) => (await execute(hub, actor, getOrder, { id: of })).output;
    const done = new AbortController();
    const readers = Array.from({ length: 8 }, async (_, i) => {
      while (!done.signal.aborted) await read(i % 2 === 0 ? id : other);
    });
    for (let round = 0; round < 50; round += 1) {
      const { version } = await read(id);
      await execute(hub, actor, updateOrder, { id, ifVersion: version, notes: `round ${round}` });
      expect((await read(id)).notes).toBe(`round ${round}`);
    }
    done.abort();
    await Promise.all(readers);
  });

  it("do not reach another tenant's rows", async () => {
    const stranger = await createTestTenant(hub);
    const placed = await execute(hub, actor, placeOrder, { channel: "web", lines: [{ sku: "A", quantity: 1 }] });
    const { id } = placed.output.order;
    const reads = [actor, stranger, actor, stranger].map((by) => execute(hub, by, getOrder, { id }));
    const settled = await Promise.allSettled(reads);
    expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "rejected"]);
  });
});

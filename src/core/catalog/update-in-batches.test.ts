import { beforeEach, describe, expect, it } from "vitest";
import { createTestTenant, type TestHub, testHub, testRival } from "#testing/fixtures/hub.ts";
import type { Actor } from "../kernel/actor.ts";
import { newId } from "../kernel/ids.ts";
import { execute } from "../runtime/execute.ts";
import { createProduct, getProduct, updateProduct } from "./index.ts";

const hub = testHub();
const rival = testRival(hub);
let actor: Actor;

beforeEach(async () => {
  actor = await createTestTenant(hub);
});

async function create(sku: string) {
  const { output } = await execute(hub, actor, createProduct, { title: sku, variants: [{ sku }] });
  return { id: output.id, variantId: output.variants[0]?.id ?? "" };
}

type Made = Awaited<ReturnType<typeof create>>;

const rename = async ({ id, variantId }: Made, sku: string, at: TestHub = hub) =>
  (await execute(at, actor, updateProduct, { id, variants: [{ id: variantId, sku }] })).output;

/** While it commits, the calls after it gather in the next batch. */
const busy = async () => execute(hub, actor, updateProduct, { id: (await other).id, title: `Busy ${Math.random()}` });
let other: Promise<Made>;
beforeEach(() => {
  other = create("OTHER");
});

const skusOf = async (products: readonly Made[]) =>
  Promise.all(
    products.map(async ({ id }) =>
      (await execute(hub, actor, getProduct, { id })).output.variants.map(({ sku }) => sku),
    ),
  );

describe("product updates of one batch", () => {
  it("are answered as if one after another: a SKU that one frees is free for the next", async () => {
    const products = await Promise.all(Array.from({ length: 20 }, (_, n) => create(`S${n}`)));
    await other;
    await Promise.all([busy(), ...products.map((product, n) => rename(product, n === 0 ? "FREE" : `S${n - 1}`))]);
    const expected = products.map((_, n) => [n === 0 ? "FREE" : `S${n - 1}`]);
    expect(await skusOf(products)).toEqual(expected);
  });

  it("reject a SKU that a later one frees, and the later one succeeds", async () => {
    const [holder, taker] = [await create("HELD"), await create("TAKER")];
    await other;
    const [, taken, freed] = await Promise.allSettled([busy(), rename(taker, "HELD"), rename(holder, "FREED")]);
    expect(taken).toMatchObject({ reason: { code: "catalog.sku_taken", errors: [{ sku: "HELD" }] } });
    expect(freed).toMatchObject({ status: "fulfilled", value: { variants: [{ sku: "FREED" }] } });
    expect(await skusOf([holder, taker])).toEqual([["FREED"], ["TAKER"]]);
  });

  it("of one product build on each other, and an unknown product fails alone", async () => {
    const product = await create("MUG");
    await other;
    const titles = Array.from({ length: 10 }, (_, n) => `Title ${n}`);
    const settled = await Promise.allSettled([
      busy(),
      ...titles.map((title) => execute(hub, actor, updateProduct, { id: product.id, title })),
      execute(hub, actor, updateProduct, { id: newId(), title: "Unknown" }),
    ]);
    expect(settled.filter(({ status }) => status === "rejected")).toMatchObject([{ reason: { kind: "not_found" } }]);
    const { output } = await execute(hub, actor, getProduct, { id: product.id });
    expect(output).toMatchObject({ version: 11, title: "Title 9" });
    const versions = await hub.db.sql<{ version: number }[]>`
      select (data->>'version')::int as version from events
      where subject_id = ${product.id} and type = 'product.updated' order by id`;
    expect(versions.map(({ version }) => version)).toEqual(Array.from({ length: 10 }, (_, n) => n + 2));
  });

  it("at the version that was read: one of many succeeds", async () => {
    const product = await create("MUG");
    const tries = Array.from({ length: 12 }, (_, n) =>
      execute(n % 2 ? hub : rival, actor, updateProduct, { id: product.id, ifVersion: 1, title: `Title ${n}` }),
    );
    const settled = await Promise.allSettled(tries);
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("in two processes give a SKU to exactly one product, and leave the others unchanged", async () => {
    const products = await Promise.all(Array.from({ length: 16 }, (_, n) => create(`P${n}`)));
    const settled = await Promise.allSettled(
      products.map((product, n) => rename(product, "WANTED", n % 2 ? hub : rival)),
    );
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const refusals = settled.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    expect(refusals).toMatchObject(Array.from({ length: 15 }, () => ({ code: "catalog.sku_taken" })));
    expect((await skusOf(products)).flat().filter((sku) => sku === "WANTED")).toHaveLength(1);
  });
});

import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { relayPass } from "#core/events/relay.ts";
import { getReconciliation, startReconciliation, updatePartner } from "#core/reconciliation/index.ts";
import { HttpOut } from "#integrations/http-out/http-out.ts";
import { bodyOf, Reconciling } from "#testing/fixtures/reconciling.ts";
import { testShop } from "#testing/fixtures/shop.ts";

const shop = testShop();
const desk = new Reconciling(shop);

describe("comparing orders", () => {
  it("finds every kind of difference, and only those", async () => {
    await shop.stock([{ sku: "A", price: 1000 }]);
    await desk.partner();
    for (const externalId of ["same", "other-total", "only-here"]) await desk.place(externalId);
    const orders = [
      { externalId: "same", status: "pending", total: 1000, currency: "GBP" },
      { externalId: "other-total", total: 900, paymentStatus: "paid" },
      { externalId: "only-there", total: 5 },
    ];
    const done = await desk.compared({ partner: "acme", orders });
    expect(done).toMatchObject({
      status: "done",
      open: 3,
      counts: { theirs: 3, ours: 3, agree: 1, missingHere: 1, missingThere: 1, differ: 1 },
    });
    expect(await desk.differences(done.id)).toMatchObject([
      {
        key: "only-here",
        kind: "missing_there",
        theirs: null,
        ours: { total: 1000 },
        repairs: [],
        why: expect.stringContaining("endpoint"),
      },
      { key: "only-there", kind: "missing_here", ours: null, repairs: [], why: expect.stringContaining("`order`") },
      { key: "other-total", kind: "differs", fields: ["paymentStatus", "total"], theirs: { total: 900 } },
    ]);
  });

  it("expects orders placed in the range, and recognizes those outside of it", async () => {
    await shop.stock([{ sku: "A" }]);
    await desk.partner();
    await desk.place("old");
    await desk.place("new");
    await shop.hub.db
      .sql`update orders set placed_at = '2020-01-01' where tenant_id = ${shop.actor.tenantId} and external_id = 'old'`;
    const range = { from: "2021-01-01T00:00:00Z" };
    expect(await desk.compared({ partner: "acme", range, orders: [] })).toMatchObject({ counts: { missingThere: 1 } });
    const named = [{ externalId: "old" }, { externalId: "new" }];
    expect(await desk.compared({ partner: "acme", range, orders: named })).toMatchObject({
      open: 0,
      counts: { agree: 2 },
    });
  });

  it("compares a list once, however often its job runs", async () => {
    await shop.stock([{ sku: "A" }]);
    await desk.partner();
    await desk.place("only-here");
    const { id } = await shop.run(startReconciliation, { partner: "acme", orders: [] });
    await Promise.all([desk.compare(id), desk.compare(id), desk.compare(id)]);
    await desk.compare(id);
    expect(await desk.differences(id)).toHaveLength(1);
    await relayPass({ sql: shop.hub.db.sql });
  });

  it("ends as failed on an unexpected error, and is retried while the database is away", async () => {
    await shop.stock([{ sku: "A" }]);
    await desk.partner();
    const breakWith = (error: Error) => {
      shop.hub.race = (point) => (point === "reconciliation.compare:read" ? Promise.reject(error) : Promise.resolve());
    };
    const list = { partner: "acme", orders: [{ externalId: "there" }] };
    breakWith(Object.assign(new Error("away"), { code: "CONNECTION_CLOSED" }));
    await expect(desk.compared(list)).rejects.toMatchObject({ kind: "unavailable" });
    breakWith(new Error("an unexpected row"));
    expect(await desk.compared(list)).toMatchObject({ status: "failed", error: expect.not.stringContaining("row") });
    shop.hub.race = undefined;
    expect(await desk.compared(list)).toMatchObject({ status: "done" });
  });

  it("rejects lists with duplicates, of another kind, or that cannot be found", async () => {
    await desk.partner();
    const start = (input: object) => shop.run(startReconciliation, { partner: "acme", ...input });
    const twice = [{ externalId: "a" }, { externalId: "a" }];
    await expect(start({ orders: twice })).rejects.toMatchObject({ errors: [{ pointer: "/orders/1" }] });
    await expect(start({ stock: [] })).rejects.toMatchObject({ code: "reconciliation.bad_list" });
    await expect(start({})).rejects.toMatchObject({ errors: [{ pointer: "/orders" }] });
    await expect(start({ partner: "nobody", orders: [] })).rejects.toMatchObject({
      code: "reconciliation.unknown_partner",
    });
  });

  it("compares 20,000 rows within seconds", async () => {
    await shop.stock([{ sku: "A" }]);
    await desk.partner();
    const order = await desk.place("R-0");
    await shop.hub.db.sql`
      insert into orders select (o.r).* from (
        select json_populate_record(x, json_build_object('id', gen_random_uuid(), 'external_id', 'R-' || n, 'number', 1000000 + n)) as r
        from orders x, generate_series(1, 19999) n where x.id = ${order.id}) o`;
    const orders = Array.from({ length: 20_000 }, (_, n) => ({
      externalId: n % 100 === 0 ? `X-${n}` : `R-${n}`,
      total: n % 100 === 1 ? 1 : order.totals.total,
      order: n % 100 === 0 ? bodyOf(`X-${n}`) : undefined,
    }));
    const startedMs = performance.now();
    const done = await desk.compared({ partner: "acme", orders });
    const tookMs = performance.now() - startedMs;
    expect(done.counts).toEqual({
      theirs: 20_000,
      ours: 20_000,
      agree: 19_600,
      missingHere: 200,
      missingThere: 200,
      differ: 200,
    });
    expect(tookMs).toBeLessThan(20_000);
    process.stdout.write(`20,000 rows compared in ${Math.round(tookMs)} ms\n`);
    await shop.hub.db.sql`delete from orders where tenant_id = ${shop.actor.tenantId} and number >= 1000000`;
  }, 60_000);
});

describe("fetching a partner's list", () => {
  async function serving(answers: readonly (readonly [status: number, body: unknown])[]) {
    const heard: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      const [status, answer] = answers[Math.min(heard.length, answers.length - 1)] ?? [500, ""];
      heard.push(request.headers.authorization);
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    return { heard, url: `http://127.0.0.1:${port}/orders`, close: () => server.close() };
  }

  it("retries on server errors, and sends a secret that is never shown again", async () => {
    await shop.stock([{ sku: "A" }]);
    const server = await serving([
      [503, "busy"],
      [200, { orders: [{ externalId: "there" }] }],
    ]);
    const partner = await desk.partner({ url: server.url, authorization: "Bearer s3cret" });
    expect(JSON.stringify(partner)).not.toContain("s3cret");
    expect(await desk.compared({ partner: "acme" })).toMatchObject({ status: "done", counts: { missingHere: 1 } });
    expect(server.heard).toEqual(["Bearer s3cret", "Bearer s3cret"]);
    const [row] = await shop.hub.db
      .sql`select "authorization" as kept from partners where tenant_id = ${shop.actor.tenantId}`;
    expect(row?.["kept"]).not.toContain("s3cret");
    const forgotten = await shop.run(updatePartner, { id: partner.id, authorization: null });
    expect(forgotten).toMatchObject({ hasAuthorization: false, version: 2 });
    server.close();
  });

  it.each([
    ["a refusal", [[403, "no"]], "responded with 403"],
    ["an invalid list", [[200, { orders: [{ id: 1 }] }]], "/orders/0"],
    ["repeated errors", [[500, ""]], "responded with 500"],
  ] as const)("ends as failed, with an explanation, after %s", async (_, answers, said) => {
    const server = await serving(answers);
    await desk.partner({ url: server.url });
    expect(await desk.compared({ partner: "acme" })).toMatchObject({
      status: "failed",
      error: expect.stringContaining(said),
      counts: null,
    });
    server.close();
  });

  it("never connects to a private address", async () => {
    await desk.partner({ url: "https://127.0.0.1:9/orders" });
    const { id } = await shop.run(startReconciliation, { partner: "acme" });
    await desk.work(new HttpOut({ allowPrivate: false }));
    expect(await shop.run(getReconciliation, { id })).toMatchObject({ status: "failed" });
  });
});

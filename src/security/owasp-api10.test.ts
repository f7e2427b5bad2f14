import { createHmac } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { createSource, previewMapping } from "#core/inbound/index.ts";
import { createOutside } from "#testing/attacks/outside.ts";
import { inboxOf } from "#testing/fixtures/inbox.ts";
import { testShop } from "#testing/fixtures/shop.ts";

/** API10:2023 Unsafe Consumption of APIs: what partners send is as hostile as what callers send. */
const shop = testShop();
const { codeOf, post, work, message, orders } = inboxOf(shop);
const MAPPING = `{ "channel": "web", "externalId": ref, "lines": [items.{ "sku": sku, "quantity": n }] }`;
const source = async (mapping = MAPPING) => {
  const made = await shop.run(createSource, {
    code: codeOf(),
    name: "Acme",
    kind: "standard",
    operation: "orders.place",
    mapping,
  });
  return { code: made.code, secret: made.secret ?? "" };
};
const body = (ref: string, quantity: unknown = 1) => JSON.stringify({ ref, items: [{ sku: "A", n: quantity }] });
function signed(secret: string, content: string, { id = "msg_1", at = new Date() } = {}): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": new Webhook(secret).sign(id, at, content),
  };
}

describe("a message from outside is refused", () => {
  const content = body("R");
  it.each<[string, (secret: string, other: string) => Record<string, string>]>([
    ["without a signature", () => ({ "webhook-id": "msg_1", "webhook-timestamp": "1" })],
    ["with another source's signature", (_, other) => signed(other, content)],
    ["with a signature of other bytes", (secret) => signed(secret, `${content} `)],
    ["with a signature of an hour ago", (secret) => signed(secret, content, { at: new Date(Date.now() - 3_600_000) })],
    ["with a signature of tomorrow", (secret) => signed(secret, content, { at: new Date(Date.now() + 86_400_000) })],
    ["with another id than the signed one", (secret) => ({ ...signed(secret, content), "webhook-id": "msg_2" })],
    ["with an empty signature", (secret) => ({ ...signed(secret, content), "webhook-signature": "v1," })],
    [
      "with a signature by an empty key",
      (secret) => ({
        ...signed(secret, content),
        "webhook-signature": `v1,${createHmac("sha256", "")
          .update(`msg_1.${Math.floor(Date.now() / 1000)}.${content}`)
          .digest("base64")}`,
      }),
    ],
  ])("%s", async (_, headers) => {
    const [own, other] = [await source(), await source()];
    const { status } = await post(own.code, content, headers(own.secret, other.secret));
    expect([400, 401]).toContain(status);
    expect(await orders()).toEqual([]);
  });
});

it("a message that is repeated has one effect, and one with hostile values has none", async () => {
  await shop.stock([{ sku: "A", onHand: 100 }]);
  const { code, secret } = await source();
  const good = body("R-1");
  for (let n = 0; n < 3; n += 1) await work((await post(code, good, signed(secret, good))).body.id);
  expect(await orders()).toHaveLength(1);
  const hostile = [-1, 1e300, "1; drop table orders", { $gt: 0 }, null, [1]];
  for (const [n, quantity] of hostile.entries()) {
    const content = body(`H-${n}`, quantity);
    const { id } = (await post(code, content, signed(secret, content, { id: `msg_h${n}` }))).body;
    await work(id).catch(() => {});
    expect({ quantity, state: (await message(id)).state }).toEqual({ quantity, state: "failed" });
  }
  expect(await orders()).toHaveLength(1);
});

describe("a mapping reaches nothing but its message", () => {
  it.each([
    "$eval('1+1')",
    "constructor.constructor('return process')()",
    "$lookup($, '__proto__').polluted",
    "$merge([{}, {'__proto__': {'polluted': 1}}])",
    "$string($now).constructor",
    "process.env",
    "$sum([1..100000000])",
    "($f := function($n){ $f($n + 1) }; $f(0))",
    "$match('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /(a+)+$/)",
  ])("%s", async (mapping) => {
    const startedAt = performance.now();
    const told = await shop
      .run(previewMapping, { mapping, operation: "orders.place", body: '{"a":1}' })
      .then(JSON.stringify, String);
    expect(told).not.toMatch(/AUTH_SECRET|DATABASE_URL|\[native code\]|node:/);
    expect("polluted" in {}).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  });
});

describe("an answer from outside", () => {
  const outside = createOutside();
  it.each(["endless body", "endless headers", "redirect to the machine itself", "silence", "garbage"] as const)(
    "with %s is cut, and keeps nothing waiting",
    async (kind) => {
      const startedAt = performance.now();
      const answer = await outside.ask(kind);
      expect(answer.bytes).toBeLessThanOrEqual(65_536);
      expect(answer.followed).toBe(0);
      expect(performance.now() - startedAt).toBeLessThan(10_000);
    },
  );
});

import { Secret, TOTP } from "otpauth";
import { describe, expect, it } from "vitest";
import { beginFactor, confirmFactor, proveSelf } from "#core/accounts/index.ts";
import { operations } from "#core/catalogue.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import { createApiKey } from "#core/keys/index.ts";
import { placeOrder } from "#core/orders/index.ts";
import { LARGE_REFUND, refundPayment } from "#core/payments/refund-payment.ts";
import { execute } from "#core/runtime/execute.ts";
import { createUser } from "#core/users/index.ts";
import { createTestGateway } from "#testing/fixtures/gateway.ts";
import { testShop } from "#testing/fixtures/shop.ts";
import { createSession, sessionActor } from "./sessions.ts";

const shop = testShop();
const password = "correct horse battery";
const key = { name: "Shop", scopes: ["orders:read"] };
const outcome = (work: Promise<unknown>) => work.then(() => "ok").catch((error: { code: string }) => error.code);

/** An administrator at a browser, who gave the password so many minutes ago. */
async function atBrowser(minutes: number) {
  const input = { email: `${newId()}@example.com`, name: "Sam", role: "admin", password };
  const { id } = await shop.run(createUser, input);
  const sid = await createSession(shop.hub, { id, tenantId: shop.actor.tenantId });
  const leave = (ago: number) => shop.hub.db.sql`
    update sessions set proved_at = now() - ${ago} * interval '1 minute' where id = ${sid.split(".")[1] ?? ""}`;
  await leave(minutes);
  const actor = async (): Promise<Actor> => {
    const found = await sessionActor(shop.hub, sid);
    if (found === undefined) throw new Error("the session has ended");
    return found;
  };
  return { actor, leave };
}

describe("what gives rights away, or shows a secret", () => {
  it("names itself", () => {
    const named = operations.filter(({ freshProof }) => freshProof === true).map(({ name }) => name);
    for (const name of [
      "apiKeys.create",
      "apiKeys.update",
      "apiKeys.rotate",
      "oauthClients.create",
      "users.create",
      "users.update",
      "users.delete",
      "users.removeFactors",
      "factors.begin",
      "factors.remove",
      "webhooks.rotateSecret",
      "webhooks.revealSecret",
      "inbound.rotateSecret",
    ])
      expect(named).toContain(name);
  });

  it("is refused ten minutes after the password was given, until it is given again; keys and tokens are not asked", async () => {
    const { actor } = await atBrowser(11);
    const make = async (by: Actor) => outcome(execute(shop.hub, by, createApiKey, key));
    const person = await actor();
    expect(await make(person)).toBe("auth.proof_needed");
    const { session: _, ...program } = person;
    expect(await make({ ...program, client: newId() })).toBe("ok");
    expect(await make(shop.actor)).toBe("ok");
    await execute(shop.hub, person, proveSelf, { given: { password } });
    expect(await make(await actor())).toBe("ok");
  });

  it("is refused the same over every way into the hub, and changes nothing", async () => {
    const { actor } = await atBrowser(11);
    const stale = await actor();
    const gateway = createTestGateway(shop.hub, new Map([["cookie", stale]]));
    const page = { site: "same-origin", origin: null, host: null };
    for (const transport of ["rest", "trpc", "graphql", "page"] as const) {
      const caller = await gateway.enter({
        transport,
        credential: { type: "session", cookies: "cookie", page },
        requestId: newId(),
        trace: undefined,
        address: () => "203.0.113.1",
      });
      expect(await outcome(caller.call(createApiKey, key))).toBe("auth.proof_needed");
    }
    const [kept] = await shop.hub.db.sql`select count(*)::int as n from api_keys where tenant_id = ${stale.tenantId}`;
    expect(kept).toEqual({ n: 0 });
  });

  it("is a large refund too, and a small one is not", async () => {
    const { actor } = await atBrowser(11);
    const refund = async (amount: number) => {
      await shop.stock([{ sku: `A${amount}`, onHand: 1 }]);
      const order = {
        channel: "web",
        currency: "GBP",
        lines: [{ sku: `A${amount}`, quantity: 1, unitPrice: amount }],
        payment: { method: "manual" },
      };
      const placed = await shop.run(placeOrder, order);
      const input = { orderId: placed.order.id, amount, reason: "Broken" };
      return outcome(execute(shop.hub, await actor(), refundPayment, input));
    };
    expect(await refund(LARGE_REFUND)).toBe("auth.proof_needed");
    expect(await refund(LARGE_REFUND - 1)).toBe("ok");
  });
});

describe("proving again who one is", () => {
  it("counts wrong passwords over all processes, and then refuses the right one too", async () => {
    const { actor } = await atBrowser(11);
    const by = await actor();
    const guess = (at: number, given = `guess ${at}`) =>
      outcome(execute(at % 2 === 0 ? shop.hub : shop.rival, by, proveSelf, { given: { password: given } }));
    const guesses = await Promise.all(Array.from({ length: 8 }, (_, at) => guess(at)));
    expect(guesses.filter((code) => code === "user.wrong_password")).toHaveLength(5);
    expect(await guess(0, password)).toBe("auth.throttled");
  });

  it("takes a code of the second factor once", async () => {
    const { actor, leave } = await atBrowser(0);
    const { id, secret } = (await execute(shop.hub, await actor(), beginFactor, {})).output;
    const totp = new TOTP({ secret: Secret.fromBase32(secret ?? "") });
    await execute(shop.hub, await actor(), confirmFactor, { id, code: totp.generate() });
    await leave(11);
    const next = { given: { code: totp.generate({ timestamp: Date.now() + 30_000 }) } };
    const both = await Promise.all(
      [shop.hub, shop.rival].map(async (hub) => outcome(execute(hub, await actor(), proveSelf, next))),
    );
    expect(both.toSorted()).toEqual(["ok", "user.wrong_code"]);
    expect(await outcome(execute(shop.hub, await actor(), createApiKey, key))).toBe("ok");
  });
});

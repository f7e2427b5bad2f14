import { createHmac } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { Stripe } from "stripe";
import { Webhook as SvixWebhook } from "svix";
import { describe, expect, it } from "vitest";
import { makeSecret } from "../source-rules.ts";
import { kinds } from "./catalogue.ts";
import type { Incoming } from "./kind.ts";

type Signer = (secret: string, body: string, at: Date) => Record<string, string>;

const vendors: readonly {
  kind: "standard" | "stripe" | "shopify" | "carrier";
  name: string;
  dated: boolean;
  sign: Signer;
}[] = [
  {
    kind: "standard",
    name: "standardwebhooks",
    dated: true,
    sign: (secret, body, at) => ({
      "webhook-id": "msg_1",
      "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
      "webhook-signature": new Webhook(secret).sign("msg_1", at, body),
    }),
  },
  {
    kind: "standard",
    name: "svix",
    dated: true,
    sign: (secret, body, at) => ({
      "svix-id": "msg_1",
      "svix-timestamp": String(Math.floor(at.getTime() / 1000)),
      "svix-signature": new SvixWebhook(secret).sign("msg_1", at, body),
    }),
  },
  {
    kind: "stripe",
    name: "stripe",
    dated: true,
    sign: (secret, payload, at) => ({
      "stripe-signature": new Stripe("sk_test_1").webhooks.generateTestHeaderString({
        payload,
        secret,
        timestamp: Math.floor(at.getTime() / 1000),
      }),
    }),
  },
  {
    kind: "shopify",
    name: "Shopify's documents",
    dated: false,
    sign: (secret, body) => ({
      "x-shopify-hmac-sha256": createHmac("sha256", secret).update(body, "utf8").digest("base64"),
    }),
  },
  {
    kind: "carrier",
    name: "EasyPost's documents",
    dated: false,
    sign: (secret, body) => ({
      "x-hmac-signature": `hmac-sha256-hex=${createHmac("sha256", secret.normalize("NFKD")).update(body, "utf8").digest("hex")}`,
    }),
  },
];

const [secret, rolled, foreign] = [makeSecret(), makeSecret(), makeSecret()];
const body = '{ "id": "evt_1", "type": "order.created", "größe": 1.0 }';
const now = new Date("2026-11-22T12:00:00Z");
const minutes = (n: number) => new Date(now.getTime() + n * 60_000);

describe.each(vendors)("messages signed by $name", ({ kind, sign }) => {
  const verify = (headers: Incoming["headers"], secrets: readonly string[], bytes: string | Buffer = body) =>
    kinds[kind].verify({ headers, body: Buffer.from(bytes) }, secrets, now);
  const refused = expect.objectContaining({ code: "inbound.bad_signature", kind: "unauthenticated" });

  it("accept either of two secrets during a rotation", () => {
    expect(() => verify(sign(secret, body, now), [secret])).not.toThrow();
    expect(() => verify(sign(secret, body, now), [rolled, secret])).not.toThrow();
    expect(() => verify(sign(rolled, body, now), [rolled, secret])).not.toThrow();
  });

  it("reject another secret, a missing signature and a changed byte", () => {
    const headers = sign(secret, body, now);
    expect(() => verify(headers, [foreign])).toThrow(refused);
    expect(() => verify(headers, [])).toThrow(refused);
    expect(() => verify({}, [secret])).toThrow(refused);
    expect(() => verify(headers, [secret], body.replace("1.0", "1"))).toThrow(refused);
    expect(() => verify(headers, [secret], ` ${body}`)).toThrow(refused);
    for (const name of Object.keys(headers))
      expect(() => verify({ ...headers, [name]: `${headers[name]}x` }, [secret])).toThrow(refused);
  });

  it("verify raw bytes, also those that are not valid UTF-8", () => {
    const bytes = Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x7d]);
    expect(() => verify(sign(secret, bytes.toString("utf8"), now), [secret], bytes)).toThrow(refused);
  });
});

it.each(vendors.filter(({ dated }) => dated))(
  "messages signed by $name are refused when they are more than five minutes off, either way",
  ({ kind, sign }) => {
    const verify = (headers: Incoming["headers"]) =>
      kinds[kind].verify({ headers, body: Buffer.from(body) }, [secret], now);
    const stale = expect.objectContaining({ code: "inbound.stale_signature" });
    expect(() => verify(sign(secret, body, minutes(-4.9)))).not.toThrow();
    expect(() => verify(sign(secret, body, minutes(4.9)))).not.toThrow();
    expect(() => verify(sign(secret, body, minutes(-5.1)))).toThrow(stale);
    expect(() => verify(sign(secret, body, minutes(5.1)))).toThrow(stale);
  },
);

it("a header with several signatures is accepted when one of them is valid", () => {
  const [first, second] = [rolled, secret].map((each) => new Webhook(each).sign("m", now, body));
  const headers = {
    "webhook-id": "m",
    "webhook-timestamp": String(now.getTime() / 1000),
    "webhook-signature": `v1a,AAAA ${first} ${second}`,
  };
  expect(() => kinds.standard.verify({ headers, body: Buffer.from(body) }, [secret], now)).not.toThrow();
});

it("nothing received over HTTP verifies as a queue message", () => {
  expect(() => kinds.queue.verify({ headers: {}, body: Buffer.from("{}") }, [""], now)).toThrow(
    expect.objectContaining({ code: "inbound.bad_signature" }),
  );
});

describe("vendor amounts convert to our minor units", () => {
  const paid = (currency: string, amount: number) => {
    const object = { id: "pi_1", amount, amount_received: amount, currency, metadata: { orderId: "1001" } };
    const message = { type: "payment_intent.succeeded", headers: {}, body: { data: { object } }, settings: {} };
    return kinds.stripe.translate?.(message).input;
  };

  it.each([
    ["gbp", 1999, 1999],
    ["jpy", 500, 500],
    ["huf", 100_050, 100_050],
    ["kwd", 5120, 5120],
    ["isk", 50_000, 500],
    ["ugx", 50_000, 500],
    ["mga", 500, 50_000],
  ])("Stripe: %s %i is %i", (currency, amount, minor) => {
    expect(paid(currency, amount)).toMatchObject({ currency: currency.toUpperCase(), amount: minor, captured: minor });
  });

  it("a fraction of a króna, which Stripe once accepted, is rejected and not rounded", () => {
    expect(() => paid("isk", 550)).toThrow(expect.objectContaining({ code: "inbound.unmapped" }));
  });

  it.each([
    ["HUF", "1000.50", 100_050],
    ["IQD", "1234.567", 1_234_567],
    ["JPY", "1234", 1234],
  ])("Shopify: %s %s is %i", (currency, price, minor) => {
    const order = { name: "#1", currency, line_items: [{ sku: "A", quantity: 1, price }] };
    const message = { type: "orders/create", headers: {}, body: order, settings: { channel: "web" } };
    const work = kinds.shopify.translate?.(message);
    expect(work?.input).toMatchObject({ currency, lines: [{ unitPrice: minor }] });
  });
});

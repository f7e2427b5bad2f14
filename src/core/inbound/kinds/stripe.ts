import { decimalsOf } from "../../kernel/currencies.ts";
import { shortened } from "../../kernel/storable.ts";
import { ignored, unmapped } from "../errors.ts";
import { type Fields, fieldsIn, fieldsOf, intOf, textOf } from "./fields.ts";
import type { Content, Kind } from "./kind.ts";
import { decoded, digestOf, hmac, refuseStale, refuseUnlessAny } from "./signatures.ts";

/** `stripe-signature: t=…,v1=…`; during a secret rotation it has two signatures. */
export const stripe: Kind = {
  verify({ headers, body }, secrets, now) {
    const parts = (headers["stripe-signature"] ?? "").split(",").map((part) => part.trim().split("="));
    const valuesOf = (name: string) =>
      parts.flatMap(([key, value]) => (key === name && value !== undefined ? [value] : []));
    const timestamp = refuseStale(valuesOf("t")[0], now);
    refuseUnlessAny(
      secrets.map((secret) => hmac(secret, `${timestamp}.`, body)),
      valuesOf("v1").flatMap((value) => decoded(value, "hex")),
    );
  },
  envelope({ body }) {
    const event = fieldsIn(body);
    return { externalId: textOf(event["id"]) ?? digestOf(body), type: textOf(event["type"]) ?? "unknown" };
  },
  translate(content) {
    const object = fieldsOf(fieldsOf(fieldsOf(content.body)["data"])["object"]);
    return { operation: "payments.record", input: { ...orderOf(object), ...sumsOf(content, object) } };
  },
};

/** The order of the payment, from the payment's metadata that our shop wrote. */
function orderOf(object: Fields): { order?: { id: string } } {
  const metadata = fieldsOf(object["metadata"]);
  const id = textOf(metadata["orderId"]) ?? textOf(metadata["order_id"]);
  return id === undefined ? {} : { order: { id } };
}

function sumsOf({ type }: Content, object: Fields): object {
  const currency = (textOf(object["currency"]) ?? "").toUpperCase();
  const amountOf = (field: string) => minorOf(object, field, currency);
  const payment = { method: "stripe", providerReference: textOf(object["id"]), currency, amount: amountOf("amount") };
  const received = amountOf("amount_received") ?? 0;
  switch (type) {
    case "payment_intent.succeeded":
      return { ...payment, captured: received };
    case "payment_intent.amount_capturable_updated":
      return { ...payment, authorized: (amountOf("amount_capturable") ?? 0) + received, captured: received };
    case "payment_intent.payment_failed":
      return { ...payment, captured: received, failure: failureOf(object) };
    case "charge.refunded":
      return {
        ...payment,
        providerReference: textOf(object["payment_intent"]) ?? payment.providerReference,
        captured: amountOf("amount_captured") ?? 0,
        refunded: amountOf("amount_refunded") ?? 0,
      };
    default:
      throw ignored(`Events of the type ${type} are not needed here.`);
  }
}

/** Decimals of Stripe's amounts where they are not those of ISO 4217: https://docs.stripe.com/currencies */
const OWN_DECIMALS: Readonly<Record<string, number>> = { ISK: 2, MGA: 0, UGX: 2 };

function minorOf(object: Fields, field: string, currency: string): number | undefined {
  const amount = intOf(object[field]);
  const decimals = decimalsOf(currency);
  const surplus = (OWN_DECIMALS[currency] ?? decimals) - decimals;
  if (amount === undefined || surplus === 0) return amount;
  const minor = surplus > 0 ? amount / 10 ** surplus : amount * 10 ** -surplus;
  if (Number.isInteger(minor)) return minor;
  throw unmapped([{ pointer: `/data/object/${field}`, detail: `This is no whole amount of ${currency}.`, amount }]);
}

function failureOf(object: Fields) {
  const error = fieldsOf(object["last_payment_error"]);
  const code = textOf(error["decline_code"]) ?? textOf(error["code"]);
  return {
    ...(code === undefined ? {} : { code: shortened(code, 100) }),
    reason: shortened(textOf(error["message"]) ?? "", 500),
  };
}

import { parseMinor } from "../../kernel/money-text.ts";
import { shortened } from "../../kernel/storable.ts";
import { contradictory, ignored, unmapped } from "../errors.ts";
import type { SourceSettings } from "../schemas.ts";
import { type Fields, fieldsIn, fieldsOf, intOf, listOf, textOf } from "./fields.ts";
import type { Content, Kind, Work } from "./kind.ts";
import { decoded, digestOf, hmac, refuseOld, refuseUnlessAny } from "./signatures.ts";

/**
 * Signs only the body, neither a timestamp nor the headers. So deduplication uses the bytes, the topic must match
 * the body, and the timestamp in it is checked.
 */
export const shopify: Kind = {
  verify({ headers, body }, secrets, now) {
    refuseUnlessAny(
      secrets.map((secret) => hmac(secret, body)),
      decoded(headers["x-shopify-hmac-sha256"] ?? "", "base64"),
    );
    const order = fieldsIn(body);
    refuseOld([headers["x-shopify-triggered-at"], textOf(order["updated_at"])], now);
    refuseContradiction(headers["x-shopify-topic"], order);
  },
  envelope({ headers, body }) {
    const topic = headers["x-shopify-topic"] ?? "unknown";
    const bodyDigest = digestOf(topic, body);
    return { externalId: headers["x-shopify-webhook-id"] ?? bodyDigest, type: topic, bodyDigest };
  },
  translate({ type, body, settings }) {
    const order = fieldsOf(body);
    if (type === "orders/create") return { operation: "orders.place", input: placed(order, settings) };
    if (type === "orders/cancelled") return { operation: "orders.cancel", input: cancelled(order, settings) };
    if (type === "orders/updated" || type === "orders/edited")
      throw ignored("Changes of an order are made here, where its goods and money are.");
    throw ignored(`Messages about ${type} are not needed here.`);
  },
} satisfies Kind;

/** An order that does not match its (unsigned) topic was replayed under another one. */
function refuseContradiction(topic: string | undefined, order: Fields): void {
  const isCancelled = textOf(order["cancelled_at"]) !== undefined || textOf(order["cancel_reason"]) !== undefined;
  if (topic === "orders/cancelled" && !isCancelled) throw contradictory("The order in this message is not cancelled.");
  if (topic === "orders/create" && isCancelled) throw contradictory("The order in this message is cancelled already.");
}

function externalIdOf(order: Fields, { orderReference = "name" }: SourceSettings): string | undefined {
  return orderReference === "name" ? (textOf(order["name"]) ?? shopIdOf(order)) : shopIdOf(order);
}

/** Prefers the text form: a numeric id beyond 2⁵³ would lose digits when parsed. */
const shopIdOf = (order: Fields): string | undefined =>
  textOf(order["admin_graphql_api_id"])?.split("/").at(-1) ?? textOf(order["id"]);

const cancelled = (order: Fields, settings: Content["settings"]): Work["input"] => ({
  order: { channel: settings.channel, externalId: externalIdOf(order, settings) },
  reason: `Shopify: ${textOf(order["cancel_reason"]) ?? "cancelled"}`,
});

/** Amounts are decimal texts in the shop's currency; tax uses the channel's own rate. */
function placed(order: Fields, settings: SourceSettings): Work["input"] {
  const currency = textOf(order["currency"]) ?? "";
  const minor = (value: unknown, pointer: string): number => {
    const amount = parseMinor(textOf(value) ?? "0", currency || "USD");
    if (amount === null || amount < 0)
      throw unmapped([{ pointer, detail: `${textOf(value)} is no amount of ${currency}.` }]);
    return amount;
  };
  const lines = listOf(order["line_items"]).map((line, index) => ({
    sku: skuOf(line, index),
    quantity: intOf(line["quantity"]),
    unitPrice: minor(line["price"], `/line_items/${index}/price`),
  }));
  const shipping = listOf(order["shipping_lines"]).map((line, index) =>
    minor(line["price"], `/shipping_lines/${index}/price`),
  );
  const address = addressOf(fieldsOf(order["shipping_address"]));
  return {
    channel: settings.channel,
    externalId: externalIdOf(order, settings),
    currency,
    customer: customerOf(order),
    ...(address === undefined ? {} : { shippingAddress: address }),
    lines,
    shippingTotal: shipping.reduce((sum, each) => sum + each, 0),
    discountTotal: minor(order["total_discounts"], "/total_discounts"),
    ...paymentOf(order),
    tags: tagsOf(order["tags"]),
    notes: textOf(order["note"]) ?? "",
  };
}

function skuOf(line: Fields, index: number): string {
  const sku = textOf(line["sku"]);
  if (sku !== undefined) return sku;
  const pointer = `/line_items/${index}/sku`;
  throw unmapped([{ pointer, detail: `${textOf(line["title"]) ?? "A line"} has no SKU in the shop.` }]);
}

const nameOf = (person: Fields): string | undefined =>
  textOf(person["name"]) ??
  textOf([person["first_name"], person["last_name"]].flatMap((part) => textOf(part) ?? []).join(" "));

function customerOf(order: Fields) {
  const email = textOf(order["email"]) ?? textOf(fieldsOf(order["customer"])["email"]);
  const name = nameOf(fieldsOf(order["customer"])) ?? nameOf(fieldsOf(order["shipping_address"]));
  if (email === undefined && name === undefined) return undefined;
  return { ...(email === undefined ? {} : { email }), ...(name === undefined ? {} : { name }) };
}

function addressOf(address: Fields) {
  const [line1, city, country] = ["address1", "city", "country_code"].map((field) => textOf(address[field]));
  if (line1 === undefined || city === undefined || country === undefined) return undefined;
  const optional = { line2: address["address2"], region: address["province"], phone: address["phone"] };
  const given = Object.entries(optional).flatMap(([name, value]) => {
    const text = textOf(value);
    return text === undefined ? [] : [[name, text] as const];
  });
  const name = nameOf(address) ?? textOf(address["company"]) ?? "Customer";
  return { name, line1, city, postalCode: textOf(address["zip"]) ?? "", country, ...Object.fromEntries(given) };
}

/** The shop has captured the payment already; it is only recorded. */
function paymentOf(order: Fields) {
  if (order["financial_status"] !== "paid") return {};
  return { payment: { method: "manual", reference: `Shopify ${shopIdOf(order) ?? ""}`.trim() } };
}

const tagsOf = (tags: unknown): string[] =>
  (textOf(tags) ?? "")
    .split(",")
    .map((tag) => shortened(tag.trim(), 40))
    .filter((tag) => tag !== "")
    .slice(0, 50);

import { quoteOf } from "#core/order/rules.ts";
import type { Inputs, Outputs } from "#features/trpc/client.ts";
import { type AddressDraft, addressOf, draftOf, isBlank } from "../address.ts";
import type { Order } from "../order-news.ts";

export type Article = Outputs["variants"]["search"]["data"][number];
export type Channel = Outputs["channels"]["list"]["data"][number];
type Level = Article["levels"][number];

export type FormLine = {
  key: string;
  sku: string;
  name: string;
  quantity: number;
  /** Minor units; null until entered. */
  unitPrice: number | null;
  listPrice: number | null;
  /** Null while unknown. */
  levels: readonly Level[] | null;
};

export type FormCustomer = { id: string | null; name: string; email: string; phone: string };
export type FormPayment = { method: "none" | "manual" | "test"; authorizeOnly: boolean; reference: string };

export type OrderForm = {
  channel: string;
  customer: FormCustomer | null;
  /** Null: none. */
  address: AddressDraft | null;
  lines: readonly FormLine[];
  shipping: number | null;
  discount: number | null;
  notes: string;
  tags: readonly string[];
  payment: FormPayment;
};

export const emptyForm = (channel: string): OrderForm => ({
  channel,
  customer: null,
  address: null,
  lines: [],
  shipping: null,
  discount: null,
  notes: "",
  tags: [],
  payment: { method: "none", authorizeOnly: false, reference: "" },
});

export const isUntouched = (form: OrderForm): boolean =>
  form.customer === null && form.lines.length === 0 && form.notes === "" && form.address === null;

/** An article that is already listed gets a higher quantity: scanning again adds one. */
export function withArticle(lines: readonly FormLine[], article: Article, quantity: number): FormLine[] {
  const known = lines.find((line) => line.sku === article.sku);
  if (known) return lines.map((line) => (line === known ? { ...line, quantity: line.quantity + quantity } : line));
  const { sku, name, price, levels } = article;
  return [...lines, { key: sku, sku, name, quantity, unitPrice: price, listPrice: price, levels }];
}

/** "3x mug" or "3*mug": three of what follows. */
export function quantityIn(text: string): { quantity: number; words: string } {
  const match = /^(\d{1,5})\s*[x×*]\s*(.*)$/i.exec(text.trim());
  const quantity = Number(match?.[1] ?? 1);
  return match && quantity > 0 ? { quantity, words: match[2] ?? "" } : { quantity: 1, words: text.trim() };
}

export const availableOf = ({ levels }: FormLine): number | null =>
  levels && levels.reduce((sum, level) => sum + Math.max(0, level.available), 0);

/** Whether it exceeds the available stock; never for unknown availability or with backorders. */
export function asksTooMuch(line: FormLine): boolean {
  const available = availableOf(line);
  return available !== null && line.quantity > available && !line.levels?.some((level) => level.allowBackorder);
}

export function totalsIn(form: OrderForm, channel: Channel | undefined) {
  const { taxRateBps = 0, taxMode = "included" } = channel ?? {};
  const lines = form.lines.map(({ quantity, unitPrice }) => ({
    quantity,
    unitPrice: unitPrice ?? 0,
    taxRateBps,
  }));
  return quoteOf({ lines, taxMode, shippingCharged: form.shipping ?? 0, discountGranted: form.discount ?? 0 });
}

type DraftInput = Inputs["orders"]["draft"];

/** The request; list prices are left to the server. */
export function inputOf(form: OrderForm): DraftInput {
  const { channel, customer, address, shipping, discount, notes, tags } = form;
  const lines = form.lines.map(({ sku, quantity, unitPrice }) => ({
    sku,
    quantity,
    ...(unitPrice === null ? {} : { unitPrice }),
  }));
  return {
    channel,
    lines,
    shippingTotal: shipping ?? 0,
    discountTotal: discount ?? 0,
    notes: notes.trim(),
    tags: [...tags],
    ...customerInput(customer),
    ...(address && !isBlank(address) ? { shippingAddress: addressOf(address) } : {}),
  };
}

function customerInput(customer: FormCustomer | null): Pick<DraftInput, "customer"> {
  if (!customer) return {};
  const { id, ...texts } = customer;
  const given = Object.entries(texts).flatMap(([name, text]) => (text.trim() ? [[name, text.trim()]] : []));
  if (id === null && given.every(([name]) => name === "phone")) return {};
  return { customer: { ...(id ? { id } : {}), ...Object.fromEntries(given) } };
}

export function paymentOf({ payment }: OrderForm): Pick<Inputs["orders"]["place"], "payment"> {
  const { method, authorizeOnly, reference } = payment;
  if (method === "none") return {};
  const capture = method === "manual" || !authorizeOnly;
  return { payment: { method, capture, ...(reference.trim() ? { reference: reference.trim() } : {}) } };
}

/** Opens a draft, or copies an order. */
export function formOf(order: Order, country: string): OrderForm {
  const { customer, shippingAddress, totals } = order;
  const items = order.lines.filter((line) => line.kind === "item");
  return {
    ...emptyForm(order.channel),
    customer: customer && { id: customer.id, name: customer.name ?? "", email: customer.email ?? "", phone: "" },
    address: shippingAddress && draftOf(shippingAddress, country),
    lines: items.map(({ sku, name, quantity, unitPrice }) => ({
      key: sku,
      sku,
      name,
      quantity,
      unitPrice,
      listPrice: null,
      levels: null,
    })),
    shipping: totals.shipping || null,
    discount: totals.discount || null,
    notes: order.notes,
    tags: order.tags,
  };
}

import { messageFailed, messageProcessed, messageReceived, sourceCreated } from "#core/inbound/events.ts";
import { messageFacts, sourceFacts, type SourceRecord } from "#core/inbound/record.ts";
import type { MessageError, MessageResult } from "#core/inbound/schemas.ts";
import { makeSecret } from "#core/inbound/source-rules.ts";
import { systemActor } from "#core/kernel/actor.ts";
import { decimalText } from "#core/kernel/money-text.ts";
import type { Sealer } from "#core/kernel/sealing.ts";
import type { Cast } from "./cast.ts";
import type { Journal } from "./journal.ts";
import type { DemoOrder } from "./order-book.ts";
import type { DemoVariant } from "./shop.ts";

const HOUR = 3_600_000;

export interface Inbox {
  readonly journal: Journal;
  readonly cast: Cast;
  readonly now: Date;
  readonly sealer: Sealer;
}

/** Two inbound sources with orders. One has renamed a field: its mapping needs correcting. */
export function fillInbox(inbox: Inbox, orders: readonly DemoOrder[], variants: readonly DemoVariant[]): void {
  const at = new Date(inbox.now.getTime() - 60 * 24 * HOUR);
  const shop = open(inbox, at, {
    code: "demo-shopify",
    name: "Shopify shop",
    kind: "shopify",
    settings: { channel: "web" },
  });
  const trade = open(inbox, at, {
    code: "demo-trade",
    name: "Trade portal",
    kind: "standard",
    operation: "orders.place",
    mapping: TRADE,
  });
  for (const order of newest(orders, "web", 3)) keep(inbox, shop, shopifyMessage(order));
  for (const order of newest(orders, "phone", 2)) keep(inbox, trade, tradeMessage(order));
  keep(inbox, trade, renamed(inbox, variants));
}

const TRADE = `type = "order.created" ? {
  "channel": "phone",
  "externalId": "T-" & data.ref,
  "customer": { "name": data.buyer },
  "lines": [data.items.{ "sku": sku, "quantity": qty }],
  "tags": ["trade"]
}`;

type Opened = Pick<SourceRecord, "code" | "name" | "kind"> & Partial<SourceRecord>;

function open({ journal, cast, sealer }: Inbox, at: Date, given: Opened): SourceRecord {
  const source: SourceRecord = {
    operation: null,
    mapping: null,
    settings: {},
    ...given,
    id: journal.chance.idAt(at),
    status: "enabled",
    secrets: [{ sealed: sealer.seal(makeSecret()), expiresAt: null }],
    version: 1,
    createdAt: at,
    updatedAt: at,
  };
  const { createdAt: created_at, updatedAt: updated_at, ...same } = source;
  journal.add("inbound_sources", { ...same, created_at, updated_at });
  journal.tell(cast.admin, at, [sourceCreated(source.id, sourceFacts(source))]);
  return source;
}

interface Kept {
  readonly at: Date;
  readonly type: string;
  readonly externalId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly content: object;
  readonly mapped?: object;
  readonly end: { readonly result: MessageResult } | { readonly error: MessageError };
}

function keep({ journal }: Inbox, source: SourceRecord, { at, content, end, mapped, ...message }: Kept): void {
  const id = journal.chance.idAt(at);
  const done = new Date(at.getTime() + 400);
  const [result, error] = "result" in end ? [end.result, null] : [null, end.error];
  journal.add("inbound_messages", {
    id,
    source_id: source.id,
    external_id: message.externalId,
    type: message.type,
    headers: { "content-type": "application/json", ...message.headers },
    body: String.raw`\x${Buffer.from(JSON.stringify(content, null, 2)).toString("hex")}`,
    state: error === null ? "processed" : "failed",
    attempts: 1,
    error_code: error?.code ?? null,
    error,
    mapped: mapped ?? null,
    result,
    received_at: at,
    processed_at: done,
  });
  const facts = messageFacts({ id, sourceId: source.id, sourceCode: source.code, sourceName: source.name, ...message });
  const by = { actor: systemActor(journal.tenantId, `inbound ${source.code}`), transport: "webhook" } as const;
  journal.tell(by, at, [messageReceived(id, facts)]);
  journal.tell({ ...by, transport: "worker" }, done, [
    error === null ? messageProcessed(id, { ...facts, result, reason: null }) : messageFailed(id, { ...facts, error }),
  ]);
}

const newest = (orders: readonly DemoOrder[], channel: string, count: number): DemoOrder[] =>
  orders.filter(({ record }) => record.channel === channel && record.status !== "draft").slice(-count);

const madeOf = ({ record }: DemoOrder): { result: MessageResult } => ({
  result: { operation: "orders.place", subjectType: "order", subjectId: record.id, label: String(record.number) },
});

function shopifyMessage(order: DemoOrder): Kept {
  const { record } = order;
  const content = {
    id: 5_000_000_000_000 + record.number,
    name: record.externalId ?? `#${record.number}`,
    currency: record.currency,
    email: record.customerEmail,
    financial_status: "paid",
    line_items: record.lines.map(({ sku, name, quantity, unitPrice }) => ({
      sku,
      title: name,
      quantity,
      price: decimalText(unitPrice, record.currency),
    })),
  };
  return {
    at: new Date(record.placedAt),
    type: "orders/create",
    externalId: `b54557e4-${record.number}`,
    headers: { "x-shopify-topic": "orders/create", "x-shopify-shop-domain": "harbour-and-pine.myshopify.com" },
    content,
    end: madeOf(order),
  };
}

function tradeMessage(order: DemoOrder): Kept {
  const { record } = order;
  const items = record.lines.map(({ sku, quantity }) => ({ sku, qty: quantity }));
  const data = { ref: String(record.number), buyer: record.customerName, items };
  const externalId = `msg_${record.number}`;
  const headers = { "webhook-id": externalId };
  return {
    at: new Date(record.placedAt),
    type: "order.created",
    externalId,
    headers,
    content: { type: "order.created", data },
    end: madeOf(order),
  };
}

/** `qty` was renamed to `quantity`: the mapping finds nothing, and the operation reports it. */
function renamed({ now }: Inbox, variants: readonly DemoVariant[]): Kept {
  const sold = variants.slice(40, 42);
  const data = {
    ref: "88213",
    buyer: "Lighthouse Café",
    items: sold.map(({ sku }, index) => ({ sku, quantity: index + 1 })),
  };
  const errors = sold.map((_, index) => ({
    pointer: `/lines/${index}/quantity`,
    detail: "Invalid input: expected number, received undefined",
  }));
  return {
    at: new Date(now.getTime() - 4 * HOUR),
    type: "order.created",
    externalId: "msg_88213",
    headers: { "webhook-id": "msg_88213" },
    content: { type: "order.created", data },
    mapped: {
      channel: "phone",
      externalId: "T-88213",
      customer: { name: data.buyer },
      lines: sold.map(({ sku }) => ({ sku })),
      tags: ["trade"],
    },
    end: { error: { code: "request.invalid", message: "The request has 2 faults.", errors } },
  };
}

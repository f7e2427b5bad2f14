import type { EventDraft } from "#core/kernel/event.ts";
import { orderDrafted, orderPlaced, orderStatusChanged } from "#core/order/events.ts";
import { factsOf, type FullOrderRecord, type LineRecord, notYet, summaryOf, untouched } from "#core/order/record.ts";
import { chargesOf, dueOf, statusesOf, withTotals } from "#core/order/rules.ts";
import { sumsOf } from "#core/order/sums.ts";
import { fingerprintOf } from "#core/runtime/event-log.ts";
import type { Cast, Speaker } from "./cast.ts";
import type { Journal } from "./journal.ts";
import type { Plan } from "./plan.ts";
import type { Shelves } from "./shelves.ts";
import { type DemoCustomer, type DemoLocation, metEvent } from "./shop.ts";

/** An order while its plan is played. */
export interface DemoOrder {
  record: FullOrderRecord;
  readonly plan: Plan;
  readonly location: DemoLocation;
}

export interface Stage {
  readonly journal: Journal;
  readonly shelves: Shelves;
  readonly cast: Cast;
  readonly now: Date;
}

export interface Moment {
  readonly by: Speaker;
  readonly at: Date;
}

export const speakerOf = ({ key, agent }: Cast, { channel }: Plan): Speaker => {
  if (channel === "web") return key.webShop;
  if (channel === "marketplace") return key.marketplace;
  return channel === "pos" ? key.till : agent;
};

const outsideNumber = (journal: Journal, { channel }: Plan, number: number): string | null => {
  if (channel === "web") return `HP-${number + 41_200}`;
  if (channel === "marketplace") return `${journal.chance.digits(3)}-${journal.chance.digits(7)}-${number}`;
  return null;
};

export interface Opening {
  readonly plan: Plan;
  readonly number: number;
  readonly customer: DemoCustomer | undefined;
  readonly isNew: boolean;
  readonly location: DemoLocation;
}

/** The placed order with its goods reserved; stock is received first where it would not be enough. */
export function place(stage: Stage, opening: Opening, at: Date): DemoOrder {
  const { plan, customer, location } = opening;
  const by = speakerOf(stage.cast, plan);
  const draft = plan.steps[0]?.kind === "draft";
  const record = withCharges(bareRecord(stage, opening, at));
  Object.assign(record, statusesOf(draft, record.lines, record));
  const order: DemoOrder = { record, plan, location };
  if (draft) stage.journal.tell(by, at, [orderDrafted(record.id, factsOf(record))]);
  if (draft) return order;
  restock(stage, order, at);
  for (const { id, variantId, quantity } of record.lines)
    stage.shelves.reserve(location.code, { orderId: record.id, lineId: id, variantId: variantId ?? "", quantity }, at);
  stage.journal.tell(by, at, [
    ...(opening.isNew && customer !== undefined ? [metEvent(customer)] : []),
    orderPlaced(record.id, { ...factsOf(record), lines: record.lines, customer: summaryOf(record).customer }),
    ...stage.shelves.news(),
  ]);
  return order;
}

function withCharges(record: FullOrderRecord): FullOrderRecord {
  const { lines, shippingTaxCharged } = chargesOf(record);
  const charged = record.lines.map((line, index) => ({ ...line, ...lines[index] }));
  const order = withTotals({ ...record, shippingTaxCharged, lines: charged });
  return { ...order, due: order.total };
}

const PATIENT_MS = 4 * 86_400_000;

/** Deliveries arrive in time, except for backorderable articles: there the last days' orders wait. */
function restock({ shelves, journal, cast, now }: Stage, { record, location }: DemoOrder, at: Date): void {
  for (const { variantId, quantity } of record.lines) {
    const free = shelves.availableAt(location.code, variantId ?? "");
    const waits = now.getTime() - at.getTime() < PATIENT_MS && shelves.mayWait(location.code, variantId ?? "");
    if (free >= quantity || waits) continue;
    const units = Math.ceil(quantity - free) + journal.chance.pick([12, 24, 24, 36]);
    const earlier = new Date(at.getTime() - 1000);
    shelves.receive(location.code, variantId ?? "", { units, at: earlier, by: cast.manager });
    journal.tell(cast.manager, earlier, shelves.news());
  }
}

function bareRecord({ journal }: Stage, { plan, number, customer }: Opening, at: Date): FullOrderRecord {
  const { chance } = journal;
  const externalId = outsideNumber(journal, plan, number);
  const lines = plan.lines.map(({ variant, quantity }): LineRecord => {
    const named = { variantId: variant.id, sku: variant.sku, name: variant.name, unitPrice: variant.pence };
    const charges = { taxRateBps: 2000, discountGranted: 0, taxCharged: 0, total: 0, discount: 0, tax: 0 };
    return { id: chance.idAt(at), kind: "item", ...named, quantity, ...charges, ...untouched };
  });
  const worth = lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0);
  const posted = plan.channel === "web" || plan.channel === "phone";
  return {
    id: chance.idAt(at),
    number,
    channel: plan.channel,
    externalId,
    payloadHash: externalId === null ? "" : fingerprintOf("demo", externalId),
    status: "pending",
    paymentStatus: "unpaid",
    fulfillmentStatus: "unfulfilled",
    onHold: false,
    ready: null,
    imported: false,
    version: 1,
    currency: "GBP",
    taxMode: "included",
    taxRateBps: 2000,
    subtotal: 0,
    shipping: 0,
    discount: 0,
    tax: 0,
    total: 0,
    authorized: 0,
    paid: 0,
    refunded: 0,
    shippingCharged: posted && worth < 6000 ? 395 : 0,
    discountGranted: plan.discounted ? Math.round(worth / 10) : 0,
    shippingTaxCharged: 0,
    due: 0,
    customerId: customer?.id ?? null,
    customerName: customer?.name ?? null,
    customerEmail: customer?.email ?? null,
    shippingAddress: plan.channel === "pos" ? null : (customer?.address ?? null),
    tags: [...plan.tags],
    notes: plan.tags.includes("gift") ? "Gift wrap, please, and no invoice in the parcel." : "",
    lineCount: lines.length,
    unitCount: lines.reduce((sum, line) => sum + line.quantity, 0),
    placedAt: at,
    updatedAt: at,
    ...notYet,
    lines,
    payments: [],
    shipments: [],
    holds: [],
    reservations: [],
  };
}

/** The demo's way of changing an order, as `settleOrder` is the hub's: sums, statuses and version follow. */
export function settle(
  { journal, shelves }: Stage,
  order: DemoOrder,
  change: Moment & { tell: (after: FullOrderRecord) => readonly EventDraft[]; more?: Partial<FullOrderRecord> },
): void {
  const before = order.record;
  const set = { ...before, ...change.more };
  const { refundPending, ...sums } = sumsOf(set.payments);
  const money = { ...withTotals(set), ...sums };
  const after: FullOrderRecord = {
    ...money,
    due: dueOf(money, { ...sums, refundPending }),
    ...statusesOf(set.status === "draft", money.lines, money),
    onHold: set.holds.length > 0,
    version: before.version + 1,
    updatedAt: change.at,
  };
  order.record = after;
  const { status, paymentStatus, fulfillmentStatus } = before;
  const changed =
    status !== after.status || paymentStatus !== after.paymentStatus || fulfillmentStatus !== after.fulfillmentStatus;
  const was = { status, paymentStatus, fulfillmentStatus };
  journal.tell(change.by, change.at, [
    ...change.tell(after),
    ...(changed ? [orderStatusChanged(after.id, { ...factsOf(after), before: was })] : []),
    ...shelves.news(),
  ]);
}

import { newId } from "../kernel/ids.ts";
import { type OrderContext, settleOrder } from "../order/change-order.ts";
import { owedOf } from "../order/line-rules.ts";
import { factsOf, type FullOrderRecord } from "../order/record.ts";
import { lockOrders } from "../order/store.ts";
import { keepRefunds, keptRefunds } from "../payments/refund-lines.ts";
import { customerOf } from "./book-customers.ts";
import { addRefunded, addReturned, findReturnable, insertRowsOf, insertTables } from "./book-store.ts";
import type { BookWorld } from "./book-world.ts";
import { addWorth } from "./document.ts";
import { creditNoteImported, returnImported } from "./events.ts";
import {
  type Credit,
  type CreditLine,
  matchCredit,
  type Returnable,
  returnableOf,
  type Taken,
} from "./match-credit.ts";
import type { FreshDocument } from "./sort-out.ts";
import { count, type Tally } from "./tally.ts";

interface CreditChunk {
  readonly documents: readonly FreshDocument[];
  readonly importId: string;
  readonly tally: Tally;
  /** Orders of this chunk by their index in it. */
  readonly ordinals: ReadonlyMap<string, number>;
}

/** What one cancellation returns of one order. */
interface ReturnDraft {
  readonly id: string;
  readonly externalId: string;
  readonly at: string;
  readonly from: Returnable;
  readonly lines: readonly { id: string; quantity: number; amount: number }[];
  readonly refund: number;
}

/** Books cancellations as returns and credit notes; one may become several of both. */
export async function bookCredits(context: OrderContext, world: BookWorld, chunk: CreditChunk): Promise<void> {
  if (chunk.documents.length === 0) return;
  const credits = chunk.documents.map((document) => ({ document, credit: creditOf(world, document) }));
  const candidates = await candidatesFor(
    context,
    credits.map(({ credit }) => credit),
    chunk.ordinals,
  );
  const drafts: ReturnDraft[] = [];
  for (const { document, credit } of credits) {
    const { taken, credited } = matchCredit(credit, candidates);
    drafts.push(...draftsOf(document, taken));
    if (credited.length > 0) bookCreditNote(context, { document, credit, credited }, chunk);
    count(chunk.tally, "rowsBooked", document.rows.length);
  }
  count(chunk.tally, "returns", drafts.length);
  const orders = new Set(drafts.map(({ from }) => from));
  for (const from of orders)
    await bookReturns(
      context,
      drafts.filter((draft) => draft.from === from),
      chunk,
    );
}

function creditOf(world: BookWorld, { content, ordinal }: FreshDocument): Credit {
  return {
    channel: content.channel,
    customerId: customerOf(world, content)?.id ?? null,
    currency: content.currency,
    atMs: Date.parse(content.at),
    ordinal,
    lines: content.lines.map((line) => ({
      ...line,
      variantId: line.kind === "item" ? (world.articles.get(line.sku)?.id ?? null) : null,
      amount: line.quantity * line.unitPrice,
    })),
  };
}

async function candidatesFor(
  { tx, race }: OrderContext,
  credits: readonly Credit[],
  ordinals: ReadonlyMap<string, number>,
): Promise<Returnable[]> {
  const unique = (ids: readonly (string | null)[]) => [...new Set(ids.flatMap((id) => id ?? []))];
  const ids = await findReturnable(tx, {
    customerIds: unique(credits.map(({ customerId }) => customerId)),
    variantIds: unique(credits.flatMap(({ lines }) => lines.map(({ variantId }) => variantId))),
  });
  await race("imports.book:returnable");
  if (ids.length === 0) return [];
  const orders = await lockOrders(tx, ids);
  return [...orders.values()].map((order) => returnableOf(order, ordinals.get(order.id) ?? -1));
}

/** One return per order; an article returned in two rows is one return line. */
function draftsOf({ content }: FreshDocument, taken: readonly Taken[]): ReturnDraft[] {
  return [...new Set(taken.map(({ from }) => from))].map((from) => {
    const parts = taken.filter((part) => part.from === from);
    const units = new Map<string, { quantity: number; amount: number }>();
    for (const { id, ...line } of parts.flatMap(({ lines }) => lines)) {
      const known = units.get(id) ?? { quantity: 0, amount: 0 };
      units.set(id, { quantity: known.quantity + line.quantity, amount: known.amount + line.amount });
    }
    const refund = parts.reduce((sum, { amount }) => sum + amount, 0);
    const lines = [...units].map(([id, line]) => ({ id, ...line }));
    return { id: newId(), externalId: content.number, at: content.at, from, lines, refund };
  });
}

async function bookReturns(context: OrderContext, drafts: readonly ReturnDraft[], chunk: CreditChunk): Promise<void> {
  const order = drafts[0]?.from.order;
  if (order === undefined) return;
  const { tx } = context;
  const returns = drafts.map(({ id, externalId, refund, at }) => {
    return { id, order_id: order.id, status: "refunded", external_id: externalId, refund, imported: true, at };
  });
  const lines = drafts.flatMap((draft) =>
    draft.lines.map(({ id, quantity }) => {
      const same = { quantity, received: quantity, restocked: 0, reason: "cancelled" };
      return { return_id: draft.id, order_line_id: id, ...same };
    }),
  );
  const writes = [
    insertRowsOf(tx, "returns", returns),
    insertRowsOf(tx, "return_lines", lines),
    ...drafts.map((draft) => addReturned(tx, draft.lines)),
    ...refundWrites(context, order, drafts),
  ];
  await settleOrder(context, order, {
    writes,
    tell: (after) => drafts.map((draft) => returnEvent(after, draft, chunk.importId)),
  });
  for (const { refund } of drafts) addWorth(chunk.tally.booked, { [order.currency]: -refund });
}

/** The file's refund is authoritative; what exceeds the price of the units is refunded as an amount. */
function refundedUnits(order: FullOrderRecord, drafts: readonly (ReturnDraft & { intentId: string })[]) {
  const left = new Map(order.lines.map((line) => [line.id, owedOf(line, order.taxMode)]));
  return drafts.map(({ lines, intentId }) => {
    const refunds = lines.map(({ id, quantity, amount }) => {
      const part = Math.min(amount, left.get(id) ?? 0);
      left.set(id, (left.get(id) ?? 0) - part);
      return { lineId: id, quantity, amount: part, cancelled: false };
    });
    return { intentId, settled: true, refunds };
  });
}

function refundWrites({ tx }: OrderContext, order: FullOrderRecord, drafts: readonly ReturnDraft[]) {
  const refunds = drafts.filter(({ refund }) => refund > 0);
  const [payment] = order.payments;
  if (refunds.length === 0 || payment === undefined) return [];
  const asked = refunds.map((draft) => ({ ...draft, intentId: newId() }));
  const ledger = asked.flatMap(({ refund, at, intentId }) => {
    return ["requested", "succeeded"].map((outcome) => ({
      id: newId(),
      order_id: order.id,
      payment_id: payment.id,
      intent_id: intentId,
      type: "refund",
      outcome,
      amount: refund,
      reason: "cancelled",
      actor: "system:import",
      at,
    }));
  });
  return [
    ...refunds.map(({ refund, at }) => addRefunded(tx, payment.id, { amount: refund, at: new Date(at) })),
    insertRowsOf(tx, "payment_events", ledger),
    ...keepRefunds(tx, [keptRefunds(tx, order, refundedUnits(order, asked))]),
  ];
}

function returnEvent(order: FullOrderRecord, draft: ReturnDraft, importId: string) {
  const skus = new Map(order.lines.map((line) => [line.id, line.sku]));
  return returnImported(order.id, {
    ...factsOf(order),
    importId,
    returnId: draft.id,
    returnExternalId: draft.externalId,
    returnedAt: draft.at,
    refund: draft.refund,
    lines: draft.lines.map(({ id, quantity }) => ({ id, sku: skus.get(id) ?? "", quantity })),
  });
}

function bookCreditNote(
  context: OrderContext,
  { document, credit, credited }: { document: FreshDocument; credit: Credit; credited: readonly CreditLine[] },
  { importId, tally }: CreditChunk,
): void {
  const { channel, currency, customerId } = credit;
  const { number, at } = document.content;
  const total = credited.reduce((sum, { amount }) => sum + amount, 0);
  const lines = credited.map(({ amount, ...line }) => ({ ...line, total: amount }));
  const id = newId();
  const row = {
    id,
    channel_id: document.channelId,
    external_id: number,
    customer_id: customerId,
    currency,
    total,
    lines,
    at,
  };
  insertTables(context, [["credit_notes", [row]]]);
  context.emit(creditNoteImported(id, { importId, channel, externalId: number, customerId, currency, total }));
  count(tally, "creditNotes");
  count(tally, "discounts", credited.filter((line) => line.kind === "discount").length);
  count(tally, "charges", credited.filter((line) => line.kind === "charge").length);
  addWorth(tally.booked, { [currency]: -total });
}

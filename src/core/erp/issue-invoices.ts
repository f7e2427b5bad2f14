import type { Sql } from "postgres";
import { tenantTx } from "#db/client.ts";
import type { ConsumerEvent } from "../events/consumer.ts";
import { announceEvents } from "../events/relay.ts";
import { systemActor } from "../kernel/actor.ts";
import { asTenantId, newId } from "../kernel/ids.ts";
import type { Tx, Types } from "../kernel/tx.ts";
import { readOrders } from "../order/store.ts";
import { writeRecord } from "../runtime/event-log.ts";
import { lockConnection } from "./connection-store.ts";
import { invoiceIssued } from "./events.ts";
import { factsOf } from "./record.ts";
import { draftsFor } from "./rules.ts";
import type { InvoiceKind } from "./schemas.ts";
import { announceInvoices, insertInvoices, lastNumbers, type NewInvoice, readIssued, readLeftSince } from "./store.ts";

type OrderEvent = Pick<ConsumerEvent, "tenantId" | "id" | "subjectId" | "trace">;

/** Issues the invoices and credit notes that orders lack since these events, in the given transaction. */
export async function issueInvoices(sql: Sql<Types>, events: readonly OrderEvent[]): Promise<void> {
  for (const [tenantId, ofTenant] of Map.groupBy(events, (event) => event.tenantId))
    await issueFor(tenantTx(sql, asTenantId(tenantId)), ofTenant);
}

async function issueFor(tx: Tx, events: readonly OrderEvent[]): Promise<void> {
  const ids = [...new Set(events.map(({ subjectId }) => subjectId))];
  await lockConnection(tx); // one issues at a time
  const [orders, issued, left, numbers] = await Promise.all([
    readOrders(tx, ids),
    readIssued(tx, ids),
    readLeftSince(tx, ids),
    lastNumbers(tx),
  ]);
  const next = (kind: InvoiceKind) => {
    const number = (numbers.get(kind) ?? 0) + 1;
    numbers.set(kind, number);
    return number;
  };
  const at = new Date();
  const made = ids.flatMap((orderId): NewInvoice[] => {
    const order = orders.get(orderId);
    if (order === undefined) return [];
    const drafts = draftsFor(order, issued.get(orderId) ?? [], { next, at, isNew: left.has(orderId) });
    return drafts.map((draft) => ({ ...draft, id: newId(), orderId }));
  });
  if (made.length === 0) return;
  await insertInvoices(tx, made);
  await writeIssued(tx, made, new Map(events.map(({ subjectId, trace }) => [subjectId, trace ?? undefined])));
  await Promise.all([announceInvoices(tx), announceEvents(tx.sql)]);
}

async function writeIssued(tx: Tx, made: readonly NewInvoice[], traces: ReadonlyMap<string, string | undefined>) {
  const sent: Promise<unknown>[] = [];
  const call = { actor: systemActor(tx.tenantId, "invoicing"), transport: "worker", requestId: newId() };
  const drafts = made.map((invoice) => ({
    ...call,
    draft: invoiceIssued(invoice.id, factsOf({ ...invoice, ...invoice.document, number: invoice.number })),
    trace: traces.get(invoice.orderId),
    at: new Date(invoice.document.issuedAt),
  }));
  const send = (statement: Promise<unknown>) => void sent.push(statement);
  writeRecord({ tx, send }, { name: "erp.issue" }, { events: drafts, answers: [] });
  await Promise.all(sent);
}

import type { Sql } from "postgres";
import { tenantTx } from "#db/client.ts";
import type { ConsumerEvent } from "../events/consumer.ts";
import { announceEvents } from "../events/relay.ts";
import { systemActor } from "../kernel/actor.ts";
import { asTenantId, newId } from "../kernel/ids.ts";
import type { Tx, Types } from "../kernel/tx.ts";
import { readOrdersWithLines } from "../order/store.ts";
import { writeRecord } from "../runtime/event-log.ts";
import { mailQueued } from "./events.ts";
import { render } from "./letter.ts";
import { factsOf, type MailRecord } from "./record.ts";
import { isReserved } from "./rules.ts";
import { announceMails, insertMails, readSender } from "./store.ts";
import { type MailEvent, type MailWorld, templates } from "./templates.ts";

export interface MailSetup {
  /** The hub's public URL, without a trailing slash. */
  readonly publicUrl: string;
  /** Whether a mail server is configured. Without one, mails are only stored. */
  readonly sends: boolean;
}

/** Writes the mails of events, once each even on redelivery, in the given transaction. */
export async function composeMails(
  sql: Sql<Types>,
  events: readonly Pick<ConsumerEvent, "tenantId" | "id" | "type" | "subjectId" | "data">[],
  setup: MailSetup,
): Promise<void> {
  let queued = 0;
  for (const [tenantId, ofTenant] of Map.groupBy(events, (event) => event.tenantId))
    queued += await composeFor(tenantTx(sql, asTenantId(tenantId)), ofTenant, setup);
  if (queued > 0) await Promise.all([announceMails(sql), announceEvents(sql)]);
}

/** Returns how many are to be sent. */
async function composeFor(tx: Tx, events: readonly MailEvent[], setup: MailSetup): Promise<number> {
  const ofOrders = events.filter(({ type }) => /^(order|shipment|payment)\./.test(type));
  const [sender, orders] = await Promise.all([
    readSender(tx),
    readOrdersWithLines(tx, [...new Set(ofOrders.map(({ subjectId }) => subjectId))]),
  ]);
  const world: MailWorld = { ...sender, orders, publicUrl: setup.publicUrl };
  const mails = events.flatMap((event) => mailsOf(world, event, setup));
  const made = await insertMails(tx, mails);
  const queued = mails.filter(({ id, state }) => state === "queued" && made.has(id));
  const sent: Promise<unknown>[] = [];
  const call = { actor: systemActor(tx.tenantId, "mail"), transport: "worker", requestId: newId() };
  const traces = new Map(events.map(({ id, trace }) => [id, trace ?? undefined]));
  const drafts = queued.map((mail) => ({
    ...call,
    draft: mailQueued(mail.id, factsOf(mail)),
    trace: traces.get(mail.eventId),
    at: mail.createdAt,
  }));
  const send = (statement: Promise<unknown>) => void sent.push(statement);
  writeRecord({ tx, send }, { name: "mails.compose" }, { events: drafts, answers: [] });
  await Promise.all(sent);
  return queued.length;
}

function mailsOf(world: MailWorld, event: MailEvent, { sends }: MailSetup): MailRecord[] {
  return (templates[event.type]?.(world, event) ?? []).map(({ template, to, letter }) => ({
    ...render(letter),
    id: newId(),
    eventId: event.id,
    template,
    toEmail: to.email,
    toName: to.name,
    state: sends && !isReserved(to.email) ? "queued" : "kept",
    attempts: 0,
    error: null,
    createdAt: new Date(),
    sentAt: null,
  }));
}

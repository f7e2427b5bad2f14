import { z } from "zod";
import { pauseAfter } from "../kernel/circuit.ts";
import { notFound } from "../kernel/errors.ts";
import { command, type WriteContext } from "../kernel/operation.ts";
import { Id, Instant } from "../kernel/shapes.ts";
import { endProbe, lockConnection, noteFailure, noteSuccess } from "./connection-store.ts";
import { invoiceFailed, invoicePosted } from "./events.ts";
import { factsOf, type InvoiceRecord } from "./record.ts";
import { AttemptOutcome, InvoiceState } from "./schemas.ts";
import { insertAttempt, lockInvoice, settleInvoiceRow } from "./store.ts";

const Settle = z.strictObject({
  id: Id,
  lease: Id,
  at: Instant,
  durationMs: z.int().min(0),
  /** `refused` is final; `failed` is tried again after `retryInMs`, if there is one. */
  outcome: AttemptOutcome,
  status: z.int().nullable(),
  message: z.string().nullable(),
  reference: z.string().nullable(),
  /** The ERP may have it all the same. */
  unsure: z.boolean(),
  retryInMs: z.number().nullable(),
  /** Null: it says nothing of the ERP's health. Else for how long the ERP asked not to be asked; 0: it did not. */
  askedPauseMs: z.number().min(0).nullable(),
  /** Of the probe of a half-open circuit: until when the circuit is open for others. */
  probeUntil: z.string().nullable().default(null),
});

export const settleInvoice = command({
  name: "erp.settle",
  summary: "Records the outcome of an attempt to post an invoice.",
  scope: "system",
  audience: "operator",
  input: Settle,
  output: z.object({ id: Id, state: InvoiceState }),
  failures: [notFound],
  run: async (context, input) => {
    const invoice = await lockInvoice(context.tx, input.id);
    if (invoice === undefined) throw notFound("invoice", input.id);
    await context.race("erp.settle:read");
    if (!isNews(invoice, input)) return invoice;
    const { at, durationMs, outcome, status } = input;
    const message = input.message === null ? null : input.message.slice(0, LONGEST);
    insertAttempt(context, { invoiceId: invoice.id, at, durationMs, outcome, status, message });
    await noteHealth(context, input, message);
    return settle(context, invoice, { ...input, message });
  },
});

type Settling = z.output<typeof Settle>;
const LONGEST = 500;
const isDone = ({ outcome }: Settling) => outcome === "posted" || outcome === "found";

/** Of a lease that was lost only a success counts: the ERP has it, whoever asked. */
const isNews = (invoice: InvoiceRecord, input: Settling): boolean =>
  invoice.state !== "posted" && (invoice.lease === input.lease || isDone(input));

async function noteHealth(
  context: WriteContext,
  { outcome, status, askedPauseMs, probeUntil }: Settling,
  error: string | null,
) {
  const { tx, send } = context;
  if (outcome === "refused" && status === null) {
    // Refused here, without asking the ERP.
    if (probeUntil !== null) send(endProbe(tx.sql, tx.tenantId, probeUntil));
    return;
  }
  if (outcome !== "failed") return noteSuccess(context);
  const connection = askedPauseMs === null ? undefined : await lockConnection(tx);
  if (connection === undefined || askedPauseMs === null) return;
  noteFailure(context, { error: error ?? "", pauseMs: Math.max(askedPauseMs, pauseAfter(connection.failures + 1)) });
}

type Emitting = WriteContext & { readonly emit: (event: ReturnType<typeof invoiceFailed>) => void };

function settle(context: Emitting, invoice: InvoiceRecord, input: Settling) {
  const { id } = invoice;
  const attempts = invoice.attempts + 1;
  if (isDone(input)) {
    const { reference } = input;
    settleInvoiceRow(context, { id, state: "posted", attempts, unsure: false, error: null, reference, dueInMs: null });
    context.emit(invoicePosted(id, { ...factsOf(invoice), reference }));
    return { id, state: "posted" as const };
  }
  const { retryInMs: dueInMs, unsure } = input;
  const error = input.message ?? "The ERP gave no reason.";
  const state = dueInMs === null ? ("dead" as const) : ("failed" as const);
  settleInvoiceRow(context, { id, state, attempts, unsure, error, reference: invoice.reference, dueInMs });
  if (state === "dead") context.emit(invoiceFailed(id, { ...factsOf(invoice), error }));
  return { id, state };
}

import { z } from "zod";
import { command } from "../kernel/operation.ts";
import { Instant } from "../kernel/shapes.ts";
import { type Compared, lockCompared, markFound, markMissing } from "./compare-store.ts";
import { readConnection, writeComparison } from "./connection-store.ts";
import { settingsOf } from "./default-settings.ts";
import { invoicePosted, invoiceRequeued } from "./events.ts";
import { factsOf } from "./record.ts";
import { numberOf } from "./rules.ts";
import { InvoiceComparison } from "./schemas.ts";
import { announceInvoices } from "./store.ts";

const TheirInvoice = z
  .object({
    number: z.string(),
    total: z.int(),
    currency: z.string().nullable().default(null),
    reference: z.string().nullable().default(null),
  })
  .meta({ id: "TheirInvoice" });

const CompareInput = z.strictObject({
  /** Their list holds what was issued from here on. */
  from: Instant,
  /** When the list was asked for. */
  asked: Instant,
  /** Null: they could not be asked, and `error` says why. */
  theirs: z.array(TheirInvoice).max(100_000).nullable(),
  error: z.string().nullable(),
});

const LISTED = 100;
const EMPTY = "The ERP lists no invoice at all: nothing was compared.";

export const compareInvoices = command({
  name: "erp.compareInvoices",
  summary: "Compares what was posted with the ERP's list; what is missing there is posted again.",
  scope: "system",
  audience: "operator",
  input: CompareInput,
  output: InvoiceComparison,
  failures: [],
  run: async (context, { from, asked, theirs, error }) => {
    const settings = settingsOf(await readConnection(context.tx));
    const listed = theirs === null ? [] : await lockCompared(context.tx, { from, asked, theirs });
    await context.race("erp.compareInvoices:read");
    const isEmpty = theirs?.length === 0 && listed.some(({ verdict }) => verdict === "missing");
    const rows = isEmpty ? [] : listed; // no answer that an ERP with these invoices can give
    const of = (verdict: Compared["verdict"]) => rows.filter((row) => row.verdict === verdict);
    const [missing, found] = [of("missing"), of("found")];
    const again = settings.find === null ? [] : missing.filter(({ relisted }) => !relisted);
    await Promise.all([markMissing(context.tx, again), markFound(context.tx, found)]);
    for (const row of again) context.emit(invoiceRequeued(row.id, { ...factsOf(row), reason: "missing" }));
    for (const row of found) context.emit(invoicePosted(row.id, { ...factsOf(row), reference: row.reference }));
    const known = new Set(rows.map(numberOf));
    const compared = {
      at: context.now.toISOString(),
      error: isEmpty ? EMPTY : error,
      theirs: theirs?.length ?? 0,
      agree: of("agree").length,
      requeued: again.length,
      missing: missing.slice(0, LISTED).map(numberOf),
      found: found.length,
      differ: of("differs").slice(0, LISTED).map(numberOf),
      unknown: theirs?.filter(({ number }) => !known.has(number)).length ?? 0,
    };
    writeComparison(context, compared);
    context.send(announceInvoices(context.tx));
    return compared;
  },
});

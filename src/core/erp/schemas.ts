import { z } from "zod";
import { Currency } from "../kernel/money.ts";
import { cursorInput, limitInput } from "../kernel/page.ts";
import { Code, Id, IfVersion, Instant, RequiredText } from "../kernel/shapes.ts";
import { OrderRef } from "../order/schemas.ts";

export const invoiceKinds = ["invoice", "credit_note"] as const;
export const InvoiceKind = z.enum(invoiceKinds).meta({ id: "InvoiceKind" });
export type InvoiceKind = z.output<typeof InvoiceKind>;

export const invoiceStates = ["pending", "failed", "posted", "dead"] as const;
/** `failed`: tried, and tried again when due. `dead`: given up; a person retries it. */
export const InvoiceState = z.enum(invoiceStates).meta({ id: "InvoiceState" });
export type InvoiceState = z.output<typeof InvoiceState>;

const InvoiceLine = z
  .object({
    sku: z.string(),
    name: z.string(),
    quantity: z.int(),
    unitPrice: z.int(),
    discount: z.int(),
    tax: z.int(),
    amount: z.int().describe("What is charged: after the discount, with its tax."),
  })
  .meta({ id: "InvoiceLine" });

/** The invoice as posted to the ERP, amounts in minor units; the input of the mapping. */
export const InvoiceDocument = z
  .object({
    number: z.string().meta({ example: "INV-000042" }),
    kind: InvoiceKind,
    invoice: z.string().nullable().describe("Of a credit note: the invoice that it reduces."),
    orderNumber: z.string(),
    externalId: z.string().nullable(),
    channel: z.string(),
    issuedAt: Instant,
    currency: Currency,
    decimals: z.int().describe("Digits of the currency's minor unit."),
    customer: z.object({ name: z.string(), email: z.string() }).meta({ id: "InvoicedCustomer" }),
    lines: z.array(InvoiceLine),
    shipping: z.int(),
    tax: z.int(),
    total: z.int(),
  })
  .meta({ id: "InvoiceDocument" });
export type InvoiceDocument = z.output<typeof InvoiceDocument>;

export const InvoiceSummary = z
  .object({
    id: Id,
    number: z.string(),
    kind: InvoiceKind,
    orderId: Id,
    orderNumber: z.string(),
    currency: z.string(),
    tax: z.int(),
    total: z.int(),
    state: InvoiceState,
    attempts: z.int().describe("Since it was queued last."),
    error: z.string().nullable(),
    reference: z.string().nullable().describe("The ERP's own name of it."),
    waitsFor: z.string().nullable().describe("An earlier one of the same order, which is posted first."),
    dueAt: Instant.nullable().describe("When it is tried next."),
    issuedAt: Instant,
    postedAt: Instant.nullable(),
  })
  .meta({ id: "ErpInvoice" });
export type InvoiceSummary = z.output<typeof InvoiceSummary>;

export const attemptOutcomes = ["posted", "found", "refused", "failed"] as const;
export const AttemptOutcome = z.enum(attemptOutcomes).meta({ id: "ErpAttemptOutcome" });

export const InvoiceView = InvoiceSummary.extend({
  document: InvoiceDocument,
  tries: z
    .array(
      z
        .object({
          number: z.int(),
          at: Instant,
          durationMs: z.int(),
          outcome: AttemptOutcome,
          status: z.int().nullable(),
          message: z.string().nullable(),
        })
        .meta({ id: "ErpAttempt" }),
    )
    .describe("Newest first."),
}).meta({ id: "ErpInvoiceDetail" });
export type InvoiceView = z.output<typeof InvoiceView>;

export const ListInvoicesInput = z.strictObject({
  state: InvoiceState.optional(),
  kind: InvoiceKind.optional(),
  order: OrderRef.optional().describe("Id or number."),
  limit: limitInput,
  cursor: cursorInput,
});
export type ListInvoicesInput = z.output<typeof ListInvoicesInput>;
export const InvoicePage = z.object({ data: z.array(InvoiceSummary), nextCursor: z.string().nullable() });
export const InvoiceTarget = z.strictObject({ id: Id });

const Expression = z.string().trim().min(1).max(20_000);
const Asked = z
  .strictObject({
    operation: RequiredText(200).describe("Name in the WSDL."),
    request: Expression.describe("JSONata: what is sent, by the names of the WSDL."),
    result: Expression.describe("JSONata over the answer."),
  })
  .meta({ id: "ErpQuestion" });

const Found = Asked.extend({
  absent: Expression.optional().describe(
    "JSONata over a fault's `code` and `message`: `true` where it says that the ERP does not have the invoice.",
  ),
}).meta({ id: "ErpFindQuestion" });

export const stockPolicies = ["report", "apply"] as const;

/** How the ERP is asked. Each question has a mapping of its own; null: this ERP has no such operation. */
export const ErpSettings = z
  .strictObject({
    post: Asked,
    find: Found.nullable(),
    list: Asked.nullable(),
    stock: Asked.nullable(),
    stockPolicy: z
      .enum(stockPolicies)
      .meta({ id: "ErpStockPolicy" })
      .describe("`report`: differences are listed under reconciliation. `apply`: the ERP's counts are booked."),
    location: Code.describe("Of articles for which the ERP names none."),
  })
  .meta({ id: "ErpSettings" });
export type ErpSettings = z.output<typeof ErpSettings>;

export const ErpSettingsView = ErpSettings.extend({ version: z.int() }).meta({ id: "ErpConfiguration" });

export const ConfigureErpInput = z
  .strictObject({ ...ErpSettings.partial().shape, ifVersion: IfVersion })
  .meta({ id: "ConfigureErp", example: { stockPolicy: "apply", location: "main" } });

const Fetched = z.object({ at: Instant, error: z.string().nullable() });
export const StockFetch = Fetched.extend({
  rows: z.int(),
  reconciliationId: Id.nullable(),
}).meta({ id: "ErpStockFetch" });
export type StockFetch = z.output<typeof StockFetch>;

export const InvoiceComparison = Fetched.extend({
  theirs: z.int(),
  agree: z.int(),
  missing: z.array(z.string()).describe("Numbers that were posted and are not in their list; the first hundred."),
  requeued: z.int().describe("Missing ones that are looked for and posted again, each once."),
  found: z.int().describe("Already in the ERP, although no attempt had reported success."),
  differ: z.array(z.string()).describe("Numbers whose amount differs; the first hundred."),
  unknown: z.int().describe("Theirs only."),
}).meta({ id: "ErpInvoiceComparison" });
export type InvoiceComparison = z.output<typeof InvoiceComparison>;

export const ErpView = z
  .object({
    status: z.enum(["not_configured", "away", "ok", "failing", "open"]).meta({ id: "ErpStatus" }),
    wsdlUrl: z.string().nullable(),
    failures: z.int(),
    openUntil: Instant.nullable(),
    lastSuccessAt: Instant.nullable(),
    lastFailureAt: Instant.nullable(),
    lastError: z.string().nullable(),
    waiting: z.int().describe("Pending and failed ones; counted up to 10,000."),
    dead: z.int(),
    oldestWaitingAt: Instant.nullable(),
    stock: StockFetch.nullable(),
    compared: InvoiceComparison.nullable(),
    settings: ErpSettings,
    version: z.int(),
  })
  .meta({ id: "Erp" });
export type ErpView = z.output<typeof ErpView>;

export const RetriedInvoices = z.object({ retried: z.int() }).meta({ id: "RetriedInvoices" });

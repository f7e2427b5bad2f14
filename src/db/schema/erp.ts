import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { ident, instant, minor, tenantId } from "./columns.ts";

/** The ERP of a tenant: how it is asked, and how its answers have been. Written by workers that have its WSDL. */
export const erpConnections = pgTable("erp_connections", {
  tenantId: tenantId().primaryKey(),
  /** Without credentials. */
  wsdlUrl: text("wsdl_url").notNull(),
  /** A worker had it first: orders that had left before are not invoiced. */
  activatedAt: instant("activated_at").notNull().defaultNow(),
  /** A worker has looked for work last. */
  seenAt: instant("seen_at").notNull(),
  /** Operations and mappings; what it leaves out has its default. */
  settings: jsonb("settings").notNull().default({}),
  version: integer("version").notNull().default(1),
  /** Consecutive calls without a usable answer, over all workers. */
  failures: integer("failures").notNull().default(0),
  /** The circuit is open until then; of a probe, the end of its lease. */
  openUntil: instant("open_until"),
  lastSuccessAt: instant("last_success_at"),
  lastFailureAt: instant("last_failure_at"),
  lastError: text("last_error"),
  /** Outcomes of the last stock fetch and of the last comparison of invoices. */
  stock: jsonb("stock"),
  compared: jsonb("compared"),
});

/** An invoice or credit note, as it was issued, and how far it is on its way to the ERP. */
export const erpInvoices = pgTable(
  "erp_invoices",
  {
    tenantId: tenantId(),
    id: ident(),
    /** `invoice | credit_note` */
    kind: text("kind").notNull(),
    /** 1, 2, 3… without gaps per tenant and kind. */
    number: integer("number").notNull(),
    orderId: uuid("order_id").notNull(),
    currency: text("currency").notNull(),
    tax: minor("tax"),
    total: minor("total"),
    /** The invoice as posted to the ERP; immutable. */
    document: jsonb("document").notNull(),
    /** `pending | failed | posted | dead`; a failed one is tried again. */
    state: text("state").notNull().default("pending"),
    /** When it is tried next. A claim moves this to the end of its lease. */
    dueAt: instant("due_at"),
    /** Of the current claim. */
    lease: uuid("lease"),
    /** An attempt may have reached the ERP: it is looked for there before it is posted again. */
    unsure: boolean("unsure").notNull().default(false),
    attempts: integer("attempts").notNull().default(0),
    /** Posted again because the ERP did not list it, which is done once. */
    relisted: boolean("relisted").notNull().default(false),
    error: text("error"),
    /** The ERP's own name of it. */
    reference: text("reference"),
    issuedAt: instant("issued_at").notNull(),
    postedAt: instant("posted_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("erp_invoices_number").on(t.tenantId, t.kind, t.number),
    uniqueIndex("erp_invoices_once")
      .on(t.tenantId, t.orderId)
      .where(sql`${t.kind} = 'invoice'`),
    index("erp_invoices_order").on(t.tenantId, t.orderId, t.id),
    index("erp_invoices_due")
      .on(t.tenantId, t.dueAt)
      .where(sql`${t.state} in ('pending', 'failed')`),
    index("erp_invoices_newest").on(t.tenantId, t.issuedAt.desc(), t.id.desc()),
    index("erp_invoices_state").on(t.tenantId, t.state, t.issuedAt.desc(), t.id.desc()),
    check("erp_invoices_kind_known", sql`${t.kind} in ('invoice', 'credit_note')`),
    check("erp_invoices_state_known", sql`${t.state} in ('pending', 'failed', 'posted', 'dead')`),
    check("erp_invoices_money", sql`${t.total} >= 0 and ${t.tax} between 0 and ${t.total}`),
  ],
);

export const erpAttempts = pgTable(
  "erp_attempts",
  {
    tenantId: tenantId(),
    invoiceId: uuid("invoice_id").notNull(),
    number: integer("number").notNull(),
    at: instant("at").notNull(),
    durationMs: integer("duration_ms").notNull(),
    /** `posted | found | refused | failed` */
    outcome: text("outcome").notNull(),
    /** HTTP status; null without an answer. */
    status: integer("status"),
    message: text("message"),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.invoiceId, t.number] })],
);

import { z } from "zod";
import { AuditFilters } from "../audit/entry-schemas.ts";
import { ListProductsInput } from "../catalog/schemas.ts";
import { ListCustomersInput } from "../customers/schemas.ts";
import { ListLevelsInput } from "../inventory/schemas.ts";
import { cursorInput, limitInput } from "../kernel/page.ts";
import { Id, Instant } from "../kernel/shapes.ts";
import { ListOrdersInput } from "../order/list-schemas.ts";
import { csvColumns } from "./column-schemas.ts";

export const exportSubjects = ["orders", "order_lines", "products", "customers", "stock", "audit"] as const;
export const ExportSubject = z.enum(exportSubjects).meta({ id: "ExportSubject" });
export type ExportSubject = z.output<typeof ExportSubject>;

export const exportFormats = ["csv", "ndjson"] as const;
export const ExportFormat = z.enum(exportFormats).meta({ id: "ExportFormat" });
export type ExportFormat = z.output<typeof ExportFormat>;

export const exportStatuses = ["queued", "running", "done", "failed", "cancelled"] as const;
export const ExportStatus = z.enum(exportStatuses).meta({ id: "ExportStatus" });

const paging = { limit: true, cursor: true } as const;

/** The filters and sort order of a subject are those of its list. */
export const exportFilters = {
  orders: ListOrdersInput.omit(paging).meta({ id: "OrderExportFilters" }).prefault({}),
  order_lines: ListOrdersInput.omit(paging).meta({ id: "OrderLineExportFilters" }).prefault({}),
  products: ListProductsInput.omit(paging).meta({ id: "ProductExportFilters" }).prefault({}),
  customers: ListCustomersInput.omit(paging).meta({ id: "CustomerExportFilters" }).prefault({}),
  audit: AuditFilters.meta({ id: "AuditExportFilters" }).prefault({}),
  stock: ListLevelsInput.omit(paging).meta({ id: "StockExportFilters" }).prefault({}),
};

const wanted = <F extends z.ZodType, N extends string>(filters: F, names: readonly [N, ...N[]]) => ({
  format: ExportFormat.default("csv"),
  filters,
  /** Which columns, in this order; absent: all of the format. */
  columns: z
    .array(z.enum(names))
    .min(1)
    .refine((given) => new Set(given).size === given.length, "A column stands in a file once.")
    .optional(),
});

export const StartExportInput = z
  .discriminatedUnion("of", [
    z
      .strictObject({ of: z.literal("orders"), ...wanted(exportFilters.orders, csvColumns.orders) })
      .meta({ id: "OrderExport" }),
    z
      .strictObject({ of: z.literal("order_lines"), ...wanted(exportFilters.order_lines, csvColumns.order_lines) })
      .meta({ id: "OrderLineExport" }),
    z
      .strictObject({ of: z.literal("products"), ...wanted(exportFilters.products, csvColumns.products) })
      .meta({ id: "ProductExport" }),
    z
      .strictObject({ of: z.literal("customers"), ...wanted(exportFilters.customers, csvColumns.customers) })
      .meta({ id: "CustomerExport" }),
    z
      .strictObject({ of: z.literal("stock"), ...wanted(exportFilters.stock, csvColumns.stock) })
      .meta({ id: "StockExport" }),
    z
      .strictObject({ of: z.literal("audit"), ...wanted(exportFilters.audit, csvColumns.audit) })
      .meta({ id: "AuditExport" }),
  ])
  .meta({ id: "StartExport", example: { of: "orders", format: "csv", filters: { status: ["pending"] } } });

export const ExportView = z
  .object({
    id: Id,
    of: ExportSubject,
    format: ExportFormat,
    filters: z.record(z.string(), z.unknown()),
    columns: z.array(z.string()),
    status: ExportStatus,
    progress: z.object({ rows: z.int(), bytes: z.int() }).meta({ id: "ExportProgress" }),
    fileName: z.string(),
    sha256: z.string().nullable().describe("Of the file; null until it is there."),
    error: z
      .object({ code: z.string(), detail: z.string() })
      .meta({ id: "ExportError" })
      .nullable()
      .describe("Why it failed, safe to show."),
    createdBy: z.string(),
    createdAt: Instant,
    startedAt: Instant.nullable(),
    finishedAt: Instant.nullable(),
    expiresAt: Instant.describe("When the export and its file are deleted."),
  })
  .meta({ id: "Export" });
export type ExportView = z.output<typeof ExportView>;

export const ListExportsInput = z.strictObject({
  of: ExportSubject.optional(),
  status: ExportStatus.optional(),
  limit: limitInput,
  cursor: cursorInput,
});
export type ListExportsInput = z.output<typeof ListExportsInput>;
export const ExportPage = z.object({ data: z.array(ExportView), nextCursor: z.string().nullable() });

/** A stored file, for serving it. */
export const StoredFileView = z.object({
  key: z.string(),
  fileName: z.string(),
  contentType: z.string(),
  bytes: z.int(),
  sha256: z.string(),
});
export type StoredFileView = z.output<typeof StoredFileView>;

/** A short-lived URL that grants access to the file. */
export const FileLinkView = z.object({ url: z.string(), expiresAt: Instant });

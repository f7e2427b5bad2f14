import { z } from "zod";
import { cursorInput, limitInput } from "../kernel/page.ts";
import { Code, Id, Instant, RequiredText } from "../kernel/shapes.ts";

export const importPresets = ["crossdock", "online-retail"] as const;
export const ImportPreset = z.enum(importPresets).meta({ id: "ImportPreset" });
export type ImportPreset = z.output<typeof ImportPreset>;

export const ImportPresetView = z
  .object({
    name: ImportPreset,
    title: z.string(),
    encoding: z.enum(["utf-8", "latin1"]),
    createArticles: z.boolean().describe("Creates articles that do not exist, unless the import says otherwise."),
    canPlace: z.boolean().describe("False: files of this kind can only be imported as history."),
    columns: z.array(
      z
        .object({ name: z.string(), required: z.boolean(), about: z.string(), example: z.string() })
        .meta({ id: "ImportColumn" }),
    ),
    template: z.string().describe("The header and one row, as CSV."),
  })
  .meta({ id: "ImportPresetView" });
export const ImportPresetPage = z.object({ data: z.array(ImportPresetView), nextCursor: z.string().nullable() });

export const importStatuses = ["queued", "running", "done", "failed", "cancelled"] as const;
export const ImportStatus = z.enum(importStatuses).meta({ id: "ImportStatus" });

export const TimeZone = z
  .string()
  .max(60)
  .refine(isTimeZone, "This is not an IANA time zone.")
  .meta({ example: "Europe/London" });

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

export const ImportOptions = z
  .strictObject({
    asHistory: z
      .boolean()
      .default(true)
      .describe("True imports past, settled sales without touching stock; false places the orders and reserves stock."),
    createArticles: z.boolean().optional().describe("Creates articles that do not exist; absent: as the preset says."),
    channel: Code.default("import").describe("For files that name no channel."),
    location: Code.default("main").describe("Where write-offs are booked."),
    timeZone: TimeZone.optional().describe("For instants without an offset; absent: as the preset says."),
  })
  .meta({ id: "ImportOptions" });
export type ImportOptions = z.output<typeof ImportOptions>;

export const StartImportInput = z
  .strictObject({
    fileName: RequiredText(200).optional().describe("Absent: the upload's."),
    uploadId: Id.optional().describe("An upload for this purpose that is ready."),
    fileKey: RequiredText(500)
      .optional()
      .describe("Instead of an upload: the file's key in the file store, as `/api/uploads` answered it."),
    preset: ImportPreset,
    options: ImportOptions.default({ asHistory: true, channel: "import", location: "main" }),
  })
  .refine(({ uploadId, fileKey }) => (uploadId === undefined) !== (fileKey === undefined), {
    path: ["uploadId"],
    message: "Name the upload whose file is to be imported.",
  })
  .refine(({ uploadId, fileName }) => uploadId !== undefined || fileName !== undefined, {
    path: ["fileName"],
    message: "Say what the file is called.",
  })
  .meta({ id: "StartImport", example: { uploadId: "019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11", preset: "crossdock" } });

/** Minor units of one currency. When an import is done, `fileMinor = bookedMinor + reportedMinor`. */
export const ImportMoney = z
  .object({
    currency: z.string(),
    fileMinor: z.int(),
    bookedMinor: z.int(),
    reportedMinor: z.int(),
  })
  .meta({ id: "ImportMoney" });
export type ImportMoney = z.output<typeof ImportMoney>;

export const ImportProgress = z
  .object({
    bytes: z.int(),
    totalBytes: z.int(),
    rowsTotal: z.int().nullable().describe("Known once the file has been scanned, before anything is booked."),
    rowsRead: z.int().describe("Always `rowsBooked + rowsReported`."),
    rowsBooked: z.int().describe("Rows that are booked, including those booked before this import."),
    rowsUnchanged: z.int(),
    rowsReported: z.int(),
    documents: z.int().describe("Documents: orders, cancellations and write-offs."),
    unchanged: z.int().describe("Documents booked before with the same content."),
    ordersCreated: z.int(),
    returns: z.int(),
    creditNotes: z.int(),
    writeOffs: z.int(),
    charges: z.int().describe("Lines without an article: postage, fees, manual rows."),
    discounts: z.int(),
    productsCreated: z.int(),
    customersCreated: z.int(),
    money: z.array(ImportMoney),
  })
  .meta({ id: "ImportProgress" });
export type ImportProgress = z.output<typeof ImportProgress>;

export const ImportView = z
  .object({
    id: Id,
    preset: ImportPreset,
    fileName: z.string(),
    status: ImportStatus,
    options: ImportOptions,
    progress: ImportProgress,
    createdBy: z.string(),
    createdAt: Instant,
    startedAt: Instant.nullable(),
    finishedAt: Instant.nullable(),
    error: z.string().nullable().describe("Why it failed, safe to show."),
  })
  .meta({ id: "Import" });
export type ImportView = z.output<typeof ImportView>;

export const ListImportsInput = z.strictObject({
  status: ImportStatus.optional(),
  limit: limitInput,
  cursor: cursorInput,
});
export const ImportPage = z.object({ data: z.array(ImportView), nextCursor: z.string().nullable() });

/** One rejected row. */
export const ImportReport = z
  .object({
    line: z.int(),
    code: z.string().meta({ example: "row.quantity" }),
    detail: z.string(),
    raw: z.string().describe("The raw row."),
  })
  .meta({ id: "ImportReport" });
export type ImportReport = z.output<typeof ImportReport>;

export const ListReportsInput = z.strictObject({
  id: Id,
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: cursorInput,
});
export const ImportReportPage = z.object({ data: z.array(ImportReport), nextCursor: z.string().nullable() });

export const emptyProgress: ImportProgress = {
  bytes: 0,
  totalBytes: 0,
  rowsTotal: null,
  rowsRead: 0,
  rowsBooked: 0,
  rowsUnchanged: 0,
  rowsReported: 0,
  documents: 0,
  unchanged: 0,
  ordersCreated: 0,
  returns: 0,
  creditNotes: 0,
  writeOffs: 0,
  charges: 0,
  discounts: 0,
  productsCreated: 0,
  customersCreated: 0,
  money: [],
};

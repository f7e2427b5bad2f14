import { z } from "zod";
import { Address, Instant } from "../kernel/shapes.ts";
import { documentKinds, lineKinds } from "./presets/preset.ts";

const LineShape = z
  .strictObject({
    kind: z.enum(lineKinds),
    sku: z.string(),
    name: z.string(),
    quantity: z.int().positive(),
    unitPrice: z.int().nonnegative(),
  })
  .meta({ id: "ImportedLine" });

const CustomerShape = z
  .strictObject({
    reference: z.string().nullable(),
    email: z.string().nullable(),
    name: z.string().nullable(),
    phone: z.string().nullable(),
  })
  .meta({ id: "ImportedCustomer" });

/** The content of a document, independent of its file: equal content has an equal hash. */
export const DocumentContent = z
  .strictObject({
    kind: z.enum(documentKinds),
    channel: z.string(),
    number: z.string(),
    at: Instant,
    currency: z.string(),
    customer: CustomerShape.nullable(),
    address: Address.nullable(),
    tags: z.array(z.string()),
    notes: z.string(),
    shipping: z.int().nonnegative(),
    discount: z.int().nonnegative(),
    lines: z.array(LineShape).min(1),
  })
  .meta({ id: "ImportedDocument" });
export type DocumentContent = z.output<typeof DocumentContent>;
export type DocumentLine = DocumentContent["lines"][number];

export const RawRow = z.strictObject({ line: z.int(), raw: z.string() }).meta({ id: "ImportedRow" });

export const Refusal = RawRow.extend({ code: z.string(), detail: z.string() }).meta({ id: "RefusedRow" });
export type Refusal = z.output<typeof Refusal>;

/** Value of rows, minor units by currency. */
export const Worth = z.record(z.string(), z.int());
export type Worth = z.output<typeof Worth>;

/** A document in a file: its content, or why it is rejected as a whole. */
export const FileDocument = z.discriminatedUnion("state", [
  z
    .strictObject({ state: z.literal("read"), content: DocumentContent, rows: z.array(RawRow), worth: Worth })
    .meta({ id: "ReadDocument" }),
  z
    .strictObject({ state: z.literal("refused"), refusals: z.array(Refusal), worth: Worth })
    .meta({ id: "RefusedDocument" }),
]);
export type FileDocument = z.output<typeof FileDocument>;
export type ReadDocument = Extract<FileDocument, { state: "read" }>;

/** Sums amounts; zero sums stay, so that every currency of the file is listed. */
export function addWorth(into: Worth, more: Readonly<Worth>): void {
  for (const [currency, minor] of Object.entries(more)) into[currency] = (into[currency] ?? 0) + minor;
}

/** Every row of a rejected document is reported with the same reason. */
export const refuseAll = (rows: readonly z.output<typeof RawRow>[], code: string, detail: string): Refusal[] =>
  rows.map(({ line, raw }) => ({ line, raw, code, detail }));

import { z } from "zod";
import type { Scope } from "../kernel/actor.ts";
import { Id, Instant, RequiredText } from "../kernel/shapes.ts";

export const purposes = ["import", "return_photo", "label", "logo"] as const;
export type Purpose = (typeof purposes)[number];

interface Rule {
  /** The scope needed to upload such a file. */
  readonly scope: Scope;
  readonly types: readonly ContentType[];
  readonly maxBytes: number;
}

const MB = 1024 ** 2;
const images = ["image/png", "image/jpeg", "image/webp", "image/gif"] as const;

export const purposeRules: Readonly<Record<Purpose, Rule>> = {
  import: { scope: "imports:write", types: ["text/csv", "text/plain"], maxBytes: 5 * 1024 * MB },
  return_photo: { scope: "orders:write", types: images, maxBytes: 20 * MB },
  label: { scope: "orders:write", types: ["application/pdf", "image/png", "application/zip"], maxBytes: 20 * MB },
  logo: { scope: "settings:write", types: images, maxBytes: 5 * MB },
};

/** Larger files use PUT: forms are for browsers and small files. */
export const FORM_MAX_BYTES = 100 * MB;

export const contentTypes = [
  ...images,
  "application/pdf",
  "application/zip",
  "text/csv",
  "text/plain",
] as const satisfies readonly string[];
export type ContentType = (typeof contentTypes)[number];

/** Aliases used by browsers and mail programs; Windows names CSV after the program that opens it. */
const aliases: ReadonlyMap<string, string> = new Map([
  ["application/vnd.ms-excel", "text/csv"],
  ["application/csv", "text/csv"],
  ["text/x-csv", "text/csv"],
  ["application/x-zip-compressed", "application/zip"],
  ["image/jpg", "image/jpeg"],
]);

/** A media type (RFC 9110 §8.3.1) without its parameters, with aliases resolved. */
export function mediaTypeOf(text: string): string {
  const [essence = ""] = text.split(";");
  const name = essence.trim().toLowerCase();
  return aliases.get(name) ?? name;
}

export const UploadPurpose = z.enum(purposes).meta({ id: "UploadPurpose" });
export const UploadContentType = z.enum(contentTypes).meta({ id: "UploadContentType" });
export const UploadStatus = z.enum(["pending", "checking", "ready", "refused"]).meta({ id: "UploadStatus" });

const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, "A SHA-256 is 64 lower-case hexadecimal digits.")
  .meta({ example: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" });

export const CreateUploadInput = z
  .strictObject({
    purpose: UploadPurpose,
    fileName: RequiredText(200),
    contentType: z
      .preprocess((text) => (typeof text === "string" ? mediaTypeOf(text) : text), UploadContentType)
      .describe("Taken with parameters too, such as `text/csv; charset=utf-8`."),
    bytes: z
      .int()
      .min(1, "An empty file is no file.")
      .max(5 * 1024 ** 3),
    sha256: Sha256.optional().describe("Checked when it is given."),
  })
  .superRefine(({ purpose, contentType, bytes }, context) => {
    const { types, maxBytes } = purposeRules[purpose];
    if (!types.includes(contentType))
      context.addIssue({ code: "custom", path: ["contentType"], message: `A ${purpose} is ${types.join(" or ")}.` });
    if (bytes > maxBytes)
      context.addIssue({ code: "custom", path: ["bytes"], message: `A ${purpose} has ${maxBytes} bytes at most.` });
  })
  .meta({
    id: "CreateUpload",
    example: { purpose: "import", fileName: "orders.csv", contentType: "text/csv", bytes: 48_213 },
  });

export const UploadView = z
  .object({
    id: Id,
    purpose: UploadPurpose,
    fileName: z.string(),
    contentType: UploadContentType,
    bytes: z.int(),
    sha256: z.string().nullable().describe("As announced; once the file is ready, as verified."),
    status: UploadStatus.describe("`ready`: verified, and may be used."),
    error: z
      .object({ code: z.string(), detail: z.string() })
      .meta({ id: "UploadError" })
      .nullable()
      .describe("Why it was rejected, safe to show."),
    createdBy: z.string(),
    createdAt: Instant,
    finalizedAt: Instant.nullable(),
  })
  .meta({ id: "Upload" });
export type UploadView = z.output<typeof UploadView>;

/** Where and how to send the file, until `expiresAt`. */
export const UploadTicket = z
  .object({
    id: Id,
    method: z
      .enum(["POST", "PUT"])
      .describe(
        "`POST`: a form of `fields` with the file as its last field, `file`. `PUT`: the file itself with `headers`.",
      ),
    url: z.string(),
    fields: z.record(z.string(), z.string()),
    headers: z.record(z.string(), z.string()),
    expiresAt: Instant,
    upload: UploadView,
  })
  .meta({ id: "UploadTicket" });

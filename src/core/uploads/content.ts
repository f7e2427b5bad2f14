import type { ContentType } from "./schemas.ts";

/** The first bytes, enough to detect a file's type. */
export const HEAD_BYTES = 4096;

const starts =
  (...signatures: readonly string[]) =>
  (head: Buffer) =>
    signatures.some((signature) => head.subarray(0, signature.length).equals(Buffer.from(signature, "latin1")));

/** The signature of each file type, by its own specification. */
const binary: readonly (readonly [ContentType, (head: Buffer) => boolean])[] = [
  ["image/png", starts("\x89PNG\r\n\x1a\n")],
  ["image/jpeg", starts("\xff\xd8\xff")],
  ["image/gif", starts("GIF87a", "GIF89a")],
  ["image/webp", (head) => starts("RIFF")(head) && head.subarray(8, 12).toString("latin1") === "WEBP"],
  ["application/pdf", starts("%PDF-")],
  ["application/zip", starts("PK\x03\x04", "PK\x05\x06")],
];

/** Detects the type from the first bytes; undefined when unknown. */
export function kindOf(head: Buffer): ContentType | "text" | undefined {
  const found = binary.find(([, is]) => is(head));
  if (found !== undefined) return found[0];
  return isText(head) ? "text" : undefined;
}

/** Executables begin with bytes that no text has; Latin-1 is text too, so the rest may be anything. */
const isText = (head: Buffer): boolean =>
  head.length > 0 &&
  head.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0c || byte === 0x0d);

export const fits = (head: Buffer, declared: ContentType): boolean => {
  const kind = kindOf(head);
  return kind === "text" ? declared.startsWith("text/") : kind === declared;
};

/** Payload fields that identify a job's subject, most specific first. */
const TELLING = ["number", "fileName", "sku", "subject", "to", "template", "partner", "name", "externalId", "url"];
const SILENT = new Set(["tenantId", "eventId", "traceparent"]);
const LONGEST = 120;

/** A short summary of a payload: its identifying fields, else its first short values. */
export function summaryOf(payload: unknown): string {
  if (typeof payload !== "object" || payload === null) return "";
  const fields = Object.entries(payload).filter(([name, value]) => !SILENT.has(name) && isPlain(value));
  const telling = TELLING.flatMap((name) => fields.filter(([field]) => field === name));
  const chosen = (telling.length > 0 ? telling : fields).slice(0, 3);
  return chosen
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(", ")
    .slice(0, LONGEST);
}

const isPlain = (value: unknown): boolean =>
  (typeof value === "string" && value !== "") || typeof value === "number" || typeof value === "boolean";

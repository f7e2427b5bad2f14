/** What a `Prefer` header (RFC 7240) asks of us; the first of two same preferences counts. */
export interface Preferences {
  readonly minimal: boolean;
  readonly async: boolean;
}

const NONE: Preferences = { minimal: false, async: false };

export function preferencesFrom(header: string | null): Preferences {
  if (header === null) return NONE;
  const given = header.split(",").map((entry) => (entry.split(";")[0] ?? "").replace(/\s|"/g, "").toLowerCase());
  const result = given.find((entry) => entry.startsWith("return="));
  return { minimal: result === "return=minimal", async: given.includes("respond-async") };
}

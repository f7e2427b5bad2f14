/** The preferences of a `Prefer` header (RFC 7240); of duplicates the first counts. */
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

const WAIT = /(?:^|,)\s*wait\s*=\s*"?(\d{1,6})"?\s*(?:[,;]|$)/i;

/** The caller's maximum wait in ms (RFC 7240 §4.3, in seconds there). */
export function waitMsFrom(header: string | null): number | undefined {
  const seconds = header === null ? undefined : WAIT.exec(header)?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}

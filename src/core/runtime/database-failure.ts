import { type HubError, timedOut, unavailable } from "../kernel/errors.ts";

/** The SQLSTATE or network code of an error, also through Drizzle's wrapper. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  if ("code" in error && typeof error.code === "string") return error.code;
  return "cause" in error ? codeOf(error.cause) : undefined;
}

const GONE = new Set([
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "EPIPE",
]);

/** Classes 08 (connection), 57P (shutdown) and 53 (resources): the database is unavailable, not the call at fault. */
const isAway = (code: string) => GONE.has(code) || /^(08|57P|53)/.test(code);

export function databaseFailure(error: unknown): HubError | undefined {
  const code = codeOf(error);
  if (code === undefined) return undefined;
  if (isAway(code)) return unavailable(error);
  if (code === "57014" || code === "55P03") return timedOut();
  return undefined;
}

/** Serialisation failures, deadlocks and unique races: the call may succeed on a retry. */
export function isWorthAnotherTry(error: unknown): boolean {
  const code = codeOf(error);
  return code === "40001" || code === "40P01" || code === "23505";
}

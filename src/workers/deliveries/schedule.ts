const S = 1000;
const MINUTE = 60 * S;
const HOUR = 60 * MINUTE;

/** Delays before the second, third… attempt: ten attempts over three days. */
const WAITS_MS = [5 * S, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];
/** For statuses that waiting seldom changes: the receiver is being configured or migrated. */
const SHORT = 2;
/** Jitter, so that deliveries that failed together are not retried together. */
const JITTER = 0.15;
const LONGEST_RETRY_AFTER_MS = 24 * HOUR;
const LONGEST_LANE_PAUSE_MS = HOUR;

/** The outcome of an attempt. */
export interface Outcome {
  /** Null without a response. */
  readonly status: number | null;
  /** `code: message`; null on success. */
  readonly error: string | null;
  readonly retryAfterMs: number | null;
  /** The request could not be built: a retry would fail the same way. */
  readonly hopeless?: boolean;
}

export type Verdict = "succeeded" | "gone" | "refused" | "unsure" | "failed";

/** The receiver rejected the request itself. */
const REFUSED = new Set([400, 405, 406, 411, 413, 414, 415, 422, 431]);
/** 4xx statuses that mean "later". */
const LATER = new Set([408, 409, 421, 423, 425, 429]);

/** Only 2xx succeeds; redirects count as failures and are never followed. */
export function verdictOf({ status, hopeless }: Pick<Outcome, "status" | "hopeless">): Verdict {
  if (hopeless === true) return "refused";
  if (status === null) return "failed";
  if (status >= 200 && status < 300) return "succeeded";
  if (status === 410) return "gone";
  if (REFUSED.has(status)) return "refused";
  if (status >= 400 && status < 500 && !LATER.has(status)) return "unsure";
  return "failed";
}

/** Ms until the attempt after `number`; null when that was the last one. */
export function waitAfter(number: number, outcome: Outcome, random: () => number): number | null {
  const verdict = verdictOf(outcome);
  if (verdict === "gone" || verdict === "refused") return null;
  if (verdict === "unsure" && number > SHORT) return null;
  const wait = WAITS_MS[number - 1];
  if (wait === undefined) return null;
  const jittered = Math.round(wait * (1 + JITTER * random()));
  return Math.max(jittered, Math.min(outcome.retryAfterMs ?? 0, LONGEST_RETRY_AFTER_MS));
}

/** `Retry-After` (RFC 9110 §10.2.3) in ms from now; null when absent or invalid. */
export function retryAfterOf(value: string | string[] | undefined, now: number): number | null {
  const text = Array.isArray(value) ? value[0] : value;
  if (text === undefined) return null;
  if (/^\s*\d{1,9}\s*$/.test(text)) return Number(text) * S;
  const at = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

/** A Retry-After pauses the endpoint until then. */
export const askedPause = ({ status, retryAfterMs }: Outcome): number =>
  retryAfterMs !== null && (status === 429 || status === 503) ? Math.min(retryAfterMs, LONGEST_LANE_PAUSE_MS) : 0;

export const FAILING_MS = 5 * 24 * HOUR;
const NOTICES = [100, 90, 70, 50] as const;

/** The highest notice due after failing for this long; undefined before the first. */
export const noticeAfter = (failingMs: number): (typeof NOTICES)[number] | undefined =>
  NOTICES.find((percent) => failingMs * 100 >= percent * FAILING_MS);

import type { CallFailed } from "#integrations/soap/soap-client.ts";
import { askedPause, retryAfterOf } from "../deliveries/schedule.ts";

const FIRST_MS = 5000;
const LONGEST_MS = 2 * 3_600_000;
const DAY_MS = 24 * 3_600_000;
const JITTER = 0.25;
/** Attempts until an invoice is given up, over about a day. */
export const ERP_TRIES = 18;

/** Ms until the attempt after `number`: 5 s, trebled each time up to two hours; null when that was the last one. */
export function waitAfter(number: number, failed: CallFailed, random: () => number): number | null {
  if (failed.kind === "refused" || number >= ERP_TRIES) return null;
  const wait = Math.min(LONGEST_MS, FIRST_MS * 3 ** (number - 1)) * (1 + JITTER * random());
  return Math.max(Math.round(wait), Math.min(askedMs(failed) ?? 0, DAY_MS));
}

const askedMs = ({ retryAfter }: CallFailed): number | null => retryAfterOf(retryAfter, Date.now());

/** For how long the ERP asked not to be asked. */
export const askedPauseOf = (failed: CallFailed): number =>
  askedPause({ status: failed.status, error: null, retryAfterMs: askedMs(failed) });

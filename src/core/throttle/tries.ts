import type { Sql } from "postgres";
import type { Types } from "../kernel/tx.ts";
import { throttled } from "./errors.ts";
import { type Counter, WINDOW_MS } from "./limits.ts";
import { countTry, forgive, throttleKey, type Window } from "./store.ts";

/** Counters whose limit an attempt exceeds. */
export interface Crowd {
  readonly full: readonly Counter[];
  /** When the first of their windows ends. */
  readonly retryAfterS: number;
}

const keyed = (counters: readonly Counter[]) =>
  counters.map((counter) => ({ counter, key: throttleKey(counter.name) }));

/** Counts an attempt before it is made. Undefined: within every limit. */
export async function countAttempt(
  sql: Sql<Types>,
  counters: readonly Counter[],
  now: Date,
): Promise<Crowd | undefined> {
  const named = keyed(counters);
  const windows = await countTry(
    sql,
    named.map(({ key }) => key),
    { now, windowMs: WINDOW_MS },
  );
  const counterOf = ({ key }: Window) => named.find((each) => each.key === key)?.counter;
  const full = windows.filter((window) => window.failures > (counterOf(window)?.most ?? 0));
  const [first] = full;
  if (first === undefined) return undefined;
  return { full: full.flatMap((window) => counterOf(window) ?? []), retryAfterS: secondsLeft(first, now) };
}

export const secondsLeft = ({ startedAt }: Pick<Window, "startedAt">, now: Date): number =>
  Math.max(1, Math.ceil((startedAt.getTime() + WINDOW_MS - now.getTime()) / 1000));

/** The same for where nobody is spared. */
export async function refuseCrowd(sql: Sql<Types>, counters: readonly Counter[], now: Date): Promise<void> {
  const crowd = await countAttempt(sql, counters, now);
  if (crowd !== undefined) throw throttled(crowd.retryAfterS);
}

/** After a success: the first counter, which is the attempt's own, starts anew; the attempt is taken off the shared ones. */
export async function forgiveAttempt(sql: Sql<Types>, counters: readonly Counter[], now: Date): Promise<void> {
  const [own = "", ...shared] = keyed(counters).map(({ key }) => key);
  await forgive(sql, { own, shared }, now);
}

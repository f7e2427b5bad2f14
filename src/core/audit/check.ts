import type { Read } from "../kernel/tx.ts";
import type { CheckView } from "./schemas.ts";

/** The result of checking one page of a table. */
export interface PageResult {
  /** The last id checked; null at the end of the table. */
  readonly last: string | null;
  readonly checked: number;
  readonly violations: CheckView["violations"];
}

/** An invariant, and the check of one page of rows after an id. Each page is one snapshot. */
export interface Check {
  readonly name: string;
  readonly promise: string;
  readonly page: (read: Read, after: string) => Promise<PageResult>;
}

const MOST = 100;
const FIRST = "00000000-0000-0000-0000-000000000000";

/** Walks a table in pages, so that memory and statement time do not grow with its size. */
export async function runCheck(read: Read, { name, promise, page }: Check): Promise<CheckView> {
  const violations: CheckView["violations"] = [];
  let checked = 0;
  let after: string | null = FIRST;
  while (after !== null) {
    const result: PageResult = await page(read, after);
    checked += result.checked;
    violations.push(...result.violations.slice(0, MOST - violations.length));
    after = result.last;
  }
  return { name, promise, ok: violations.length === 0, checked, violations };
}

import type { Read } from "../kernel/tx.ts";
import type { CheckView } from "./schemas.ts";

/** What one page of a table came to. */
export interface PageResult {
  /** The last id looked at; null at the end of the table. */
  readonly last: string | null;
  readonly checked: number;
  readonly violations: CheckView["violations"];
}

/** A promise of the hub, and how a page of rows behind an id is held against it. Each page is one snapshot. */
export interface Check {
  readonly name: string;
  readonly promise: string;
  readonly page: (read: Read, after: string) => Promise<PageResult>;
}

const MOST = 100;
const FIRST = "00000000-0000-0000-0000-000000000000";

/** Walks a table in pages, so that memory and statement time stay the same however big it is. */
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

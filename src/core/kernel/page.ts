import { z } from "zod";

/** A place in a sorted list: the sort value and the id of the last row seen. */
export type Keyset = readonly [sortValue: string, id: string];

export interface Cursors {
  encode(list: string, keyset: Keyset): string;
  /** Rejects forged cursors and cursors of another list. */
  decode(list: string, cursor: string): Keyset;
}

export interface Page<T> {
  data: T[];
  nextCursor: string | null;
}

/** Drops the row read beyond the limit and returns where the next page begins. */
export function pageOf<T>(rows: T[], limit: number, cursorOf: (row: T) => string): Page<T> {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  return { data, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}

export const limitInput = z.coerce.number().int().min(1).max(100).default(20);
export const cursorInput = z.string().max(512).optional();

/** Limit of page numbers: skipped rows are scanned every time. */
export const LAST_NUMBERED = 10_000;

export const pageInput = { page: z.coerce.number().int().min(1).default(1), limit: limitInput };

export const withinReach = ({ page, limit }: { page: number; limit: number }): boolean => page * limit <= LAST_NUMBERED;

export const beyondReach = {
  path: ["page"],
  message: `Pages reach to the entry ${LAST_NUMBERED}. Narrow the filters, or use version 2 and its cursors.`,
};

const Pagination = z
  .object({
    page: z.int(),
    limit: z.int(),
    total: z.int().describe("Counted up to 10,000."),
    totalPages: z.int(),
    hasNext: z.boolean(),
    hasPrev: z.boolean(),
  })
  .meta({ id: "Pagination" });

export const numberedPage = <T extends z.ZodType>(item: T) => z.object({ data: z.array(item), pagination: Pagination });

/** The metadata of a numbered page. */
export function paginationOf({ page, limit }: { page: number; limit: number }, total: number) {
  return { page, limit, total, totalPages: Math.ceil(total / limit), hasNext: page * limit < total, hasPrev: page > 1 };
}

import { z } from "zod";

/** A place in a sorted list: the sort value and the id of the last row seen. */
export type Keyset = readonly [sortValue: string, id: string];

export interface Cursors {
  encode(list: string, keyset: Keyset): string;
  /** Refuses cursors that we did not make, or made for another list. */
  decode(list: string, cursor: string): Keyset;
}

export interface Page<T> {
  data: T[];
  nextCursor: string | null;
}

/** Cuts the row that was read beyond the limit and says where the next page begins. */
export function pageOf<T>(rows: T[], limit: number, cursorOf: (row: T) => string): Page<T> {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  return { data, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}

export const limitInput = z.coerce.number().int().min(1).max(100).default(20);
export const cursorInput = z.string().max(512).optional();

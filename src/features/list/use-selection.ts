"use client";
import { useState } from "react";
import type { List } from "./rows.ts";

const nothing: Readonly<Record<string, true>> = {};

/** The chosen rows of a list. Another list begins without, and a row that has gone is chosen no more. */
export function useSelection<T>({ name, rows, rowId }: List<T>) {
  const [kept, setKept] = useState({ of: name, ids: nothing });
  const ids = kept.of === name ? kept.ids : nothing;
  const chosen = rows.filter((row) => ids[rowId(row)]);
  const select = (wanted: readonly string[]) =>
    setKept({ of: name, ids: Object.fromEntries(wanted.map((id) => [id, true as const])) });
  return {
    chosen,
    select,
    /** For what is left after a bulk action: those that it could not change. */
    selectRows: (left: readonly T[]) => select(left.map(rowId)),
    selection: {
      selected: Object.fromEntries(chosen.map((row) => [rowId(row), true as const])),
      onSelectedChange: (selected: Record<string, true>) => setKept({ of: name, ids: selected }),
    },
  };
}

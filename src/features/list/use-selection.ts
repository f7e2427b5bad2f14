"use client";
import { useState } from "react";
import type { List } from "./rows.ts";

const nothing: Readonly<Record<string, true>> = {};

/** The selected rows of a list. Another list starts without a selection, and a removed row is deselected. */
export function useSelection<T>({ name, rows, rowId }: List<T>) {
  const [kept, setKept] = useState({ of: name, ids: nothing });
  const ids = kept.of === name ? kept.ids : nothing;
  const chosen = rows.filter((row) => ids[rowId(row)]);
  const select = (wanted: readonly string[]) =>
    setKept({ of: name, ids: Object.fromEntries(wanted.map((id) => [id, true as const])) });
  return {
    chosen,
    select,
    /** Keeps the selection of rows that a bulk action could not change. */
    selectRows: (left: readonly T[]) => select(left.map(rowId)),
    selection: {
      selected: Object.fromEntries(chosen.map((row) => [rowId(row), true as const])),
      onSelectedChange: (selected: Record<string, true>) => setKept({ of: name, ids: selected }),
    },
  };
}

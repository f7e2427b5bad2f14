"use client";
import { useRef } from "react";
import type { Selection } from "#components/data-table/data-column.ts";

const nothing: Readonly<Record<string, true>> = {};

type RowSelectionOptions<T> = {
  rows: readonly T[];
  rowId: (row: T) => string;
  selection: Selection | undefined;
};

/** The selected row ids, with ranges between the last toggled row and this one. */
export function useRowSelection<T>({ rows, rowId, selection }: RowSelectionOptions<T>) {
  const anchor = useRef<number | null>(null);
  const selected = selection?.selected ?? nothing;
  const count = rows.filter((row) => selected[rowId(row)]).length;
  const isAll = rows.length > 0 && count === rows.length;
  const set = (changed: readonly T[], value: boolean) => {
    const next = { ...selected };
    for (const row of changed) {
      if (value) next[rowId(row)] = true;
      else delete next[rowId(row)];
    }
    selection?.onSelectedChange(next);
  };
  return {
    selectedCount: Object.keys(selected).length,
    selectedState: isAll ? true : count > 0 ? ("indeterminate" as const) : false,
    toggle: (index: number, range: boolean) => {
      const row = rows[index];
      if (row === undefined) return;
      const start = range && anchor.current !== null ? anchor.current : index;
      set(rows.slice(Math.min(start, index), Math.max(start, index) + 1), !selected[rowId(row)]);
      anchor.current = index;
    },
    toggleAll: () => set(rows, !isAll),
    clear: () => selection?.onSelectedChange({}),
  };
}

"use client";
import { rowSelectionFeature, tableFeatures, useTable } from "@tanstack/react-table";
import { useMemo, useRef } from "react";
import type { DataColumn, Selection } from "#components/data-table/data-column.ts";

const features = tableFeatures({ rowSelectionFeature });
const nothing: Record<string, true> = {};

type TableModelOptions<T extends object> = {
  rows: readonly T[];
  rowId: (row: T) => string;
  columns: readonly DataColumn<T>[];
  selection: Selection | undefined;
};

/** Rows and their selection by id, with ranges between the last toggled row and this one. */
export function useTableModel<T extends object>({ rows, rowId, columns, selection }: TableModelOptions<T>) {
  const anchor = useRef<number | null>(null);
  const defs = useMemo(() => columns.map((column) => ({ id: column.id, header: column.header })), [columns]);
  const selected = selection?.selected ?? nothing;
  const table = useTable({
    features,
    columns: defs,
    data: rows,
    getRowId: rowId,
    enableRowSelection: selection !== undefined,
    state: { rowSelection: selected },
    onRowSelectionChange: (updater) => {
      selection?.onSelectedChange(typeof updater === "function" ? updater(selected) : updater);
    },
  });
  const model = table.getRowModel().rows;
  const toggle = (index: number, range: boolean) => {
    const row = model[index];
    if (!row) return;
    const start = range && anchor.current !== null ? anchor.current : index;
    const value = !row.getIsSelected();
    const span = model.slice(Math.min(start, index), Math.max(start, index) + 1);
    table.setRowSelection((before) => {
      const next = { ...before };
      for (const one of span) {
        if (value) next[one.id] = true;
        else delete next[one.id];
      }
      return next;
    });
    anchor.current = index;
  };
  const all = table.getIsAllRowsSelected();
  return {
    rows: model,
    selectedCount: Object.keys(selected).length,
    selectedState: all ? true : model.some((row) => row.getIsSelected()) ? ("indeterminate" as const) : false,
    toggle,
    toggleAll: () => table.toggleAllRowsSelected(!all),
    clear: () => selection?.onSelectedChange({}),
  };
}

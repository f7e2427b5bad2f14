"use client";
import { useRouter } from "next/navigation";
import { useLayoutEffect, useMemo, useRef, useState } from "react";
import type { RowActions } from "#components/data-table/data-row.tsx";
import { useRowKeys } from "#components/data-table/use-row-keys.ts";
import { useGo } from "#components/hooks/use-go.ts";

type RowNavigationOptions<T> = {
  rows: readonly T[];
  rowHref: ((row: T) => string) | undefined;
  onOpen: ((row: T) => void) | undefined;
  model: {
    selectedCount: number;
    toggle: (index: number, range: boolean) => void;
    toggleAll: (() => void) | undefined;
    clear: () => void;
  };
  scroller: { current: HTMLElement | null };
  scrollTo: (index: number) => void;
};

/** The active row, and the row's mouse and key handlers. Only keys move the focus. */
export function useRowNavigation<T>({ rows, rowHref, onOpen, model, scroller, scrollTo }: RowNavigationOptions<T>) {
  const router = useRouter();
  const go = useGo();
  const [active, setActive] = useState(-1);
  const focusNext = useRef(false);
  const open = (row: T | undefined, newTab: boolean) => {
    if (row === undefined) return;
    const href = rowHref?.(row);
    if (href && newTab) window.open(href, "_blank", "noopener");
    else if (href) go(href);
    else onOpen?.(row);
  };
  const approach = (row: T | undefined) => {
    if (row !== undefined && rowHref) router.prefetch(rowHref(row));
  };
  useRowKeys({
    count: rows.length,
    active,
    move: (index) => {
      focusNext.current = true;
      setActive(index);
      scrollTo(index);
      approach(rows[index]);
    },
    open: (index, newTab) => open(rows[index], newTab),
    toggle: model.toggle,
    toggleAll: model.toggleAll,
    clear: () => {
      const any = model.selectedCount > 0;
      if (any) model.clear();
      return any;
    },
  });
  useLayoutEffect(() => {
    if (!focusNext.current) return;
    const row = scroller.current?.querySelector<HTMLElement>(`tr[data-index="${String(active)}"]`);
    if (row) focusNext.current = false;
    row?.focus({ preventScroll: true });
  });
  const actions = useStableActions<T>({ open, approach, toggle: model.toggle, activate: setActive });
  return { active, actions };
}

/** A stable object that calls the latest functions, so that a row renders only when it has changed. */
function useStableActions<T>(newest: RowActions<T>): RowActions<T> {
  const latest = useRef(newest);
  useLayoutEffect(() => {
    latest.current = newest;
  });
  return useMemo<RowActions<T>>(
    () => ({
      open: (row, newTab) => latest.current.open(row, newTab),
      approach: (row) => latest.current.approach(row),
      toggle: (index, range) => latest.current.toggle(index, range),
      activate: (index) => latest.current.activate(index),
    }),
    [],
  );
}

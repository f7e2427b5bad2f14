"use client";
import { useQueryStates, type UseQueryStatesKeysMap } from "nuqs";
import type { ReactNode } from "react";
import type { FilterOption } from "#components/ui/filter-menu.tsx";

/**
 * A list's filters. They live in the URL, so they survive a reload, can be shared, and Back undoes them. The sort order
 * is stored beside them and hides no row.
 */
export function useFilters<P extends UseQueryStatesKeysMap>(parsers: P) {
  const [params, setParams] = useQueryStates(parsers);
  type Change = { [Name in keyof typeof params]?: (typeof params)[Name] | null };
  const changed = Object.keys(parsers).filter((name) => differs(parsers[name], params[name]));
  return {
    parsers,
    params,
    set: (change: Change | null) => void setParams(change),
    /** Whether any filter may hide rows. */
    filtered: changed.some((name) => name !== "sort"),
    changed: changed.length > 0,
  };
}

function differs(parser: UseQueryStatesKeysMap[string] | undefined, value: unknown): boolean {
  const usual: unknown = parser?.defaultValue ?? null;
  if (value === null || value === undefined) return false;
  return JSON.stringify(value) !== JSON.stringify(usual);
}

/** Options of a filter: their labels, and their glyphs if any. */
export function choices<V extends string>(
  values: readonly V[],
  text: (value: V) => string,
  mark: (value: V) => ReactNode = text,
): FilterOption<V>[] {
  return values.map((value) => ({ value, text: text(value), label: mark(value) }));
}

"use client";
import type { ReactNode } from "react";
import type { FilterOption } from "#components/ui/filter-menu.tsx";
import { isSet, type UrlParams } from "./url-params.ts";
import { useUrlState } from "./url-state.ts";

/**
 * A list's filters. They live in the URL, so they survive a reload and can be shared. The sort order is stored beside
 * them and hides no row.
 */
export function useFilters<P extends UrlParams>(parsers: P) {
  const [params, set] = useUrlState(parsers);
  const changed = Object.entries(parsers).flatMap(([name, param]) => (isSet(param, params[name]) ? [name] : []));
  return {
    parsers,
    params,
    set,
    /** Whether any filter may hide rows. */
    filtered: changed.some((name) => name !== "sort"),
    changed: changed.length > 0,
  };
}

/** Options of a filter: their labels, and their glyphs if any. */
export function choices<V extends string>(
  values: readonly V[],
  text: (value: V) => string,
  mark: (value: V) => ReactNode = text,
): FilterOption<V>[] {
  return values.map((value) => ({ value, text: text(value), label: mark(value) }));
}

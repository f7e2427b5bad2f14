"use client";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "use-intl";
import { FilterChip } from "#components/ui/filter-chip.tsx";
import { type FilterParsers, keepIn, straysIn } from "#features/list/strays.ts";
import { currentQuery, writeQuery } from "#features/list/url-query.ts";

/** URL parameters that no filter uses. */
export function useStrays(parsers: FilterParsers, beside: readonly string[]) {
  const asked = useSearchParams();
  const strays = straysIn(asked, parsers, beside);
  const remove = (names: readonly string[]) => {
    const left = currentQuery();
    for (const name of names) keepIn(left, name, parsers[name]);
    writeQuery(left);
  };
  return { strays, remove, removeAll: () => remove(strays.map(({ name }) => name)) };
}

/** A chip for each, so that a mistyped URL does not look like a filtered result. */
export function StrayFilters({ strays, remove }: Pick<ReturnType<typeof useStrays>, "strays" | "remove">) {
  const t = useTranslations("ui");
  return strays.map(({ name, text }) => (
    <FilterChip key={name} name={name} value={text} tone="amber" onClear={() => remove([name])}>
      <p className="px-2 py-1.5 text-sm text-ink-2">{t("strayFilter")}</p>
    </FilterChip>
  ));
}

"use client";
import { SlidersHorizontal } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { Button } from "#components/ui/button.tsx";
import { StrayFilters, useStrays } from "#features/list/stray-filters.tsx";
import type { FilterParsers } from "#features/list/strays.ts";

type FilterRowProps = {
  search?: ReactNode;
  /** The screen's filters in the URL. */
  parsers: FilterParsers;
  /** Other URL state: an open job, a tab. */
  beside?: readonly string[];
  /** Clears all filters; null while none is active. */
  clear: (() => void) | null;
  children?: ReactNode;
};

const nothing: readonly string[] = [];

/**
 * Search and filters above a list. Active filters are always visible: on a phone the search has its own line and only
 * inactive filters are collapsed.
 */
export function FilterRow({ search, parsers, beside = nothing, clear, children }: FilterRowProps) {
  const t = useTranslations("ui");
  const { strays, remove, removeAll } = useStrays(parsers, beside);
  const clearAll = () => {
    removeAll();
    clear?.();
  };
  return (
    <FilterFrame search={search}>
      {children}
      <StrayFilters strays={strays} remove={remove} />
      {clear !== null || strays.length > 0 ? (
        <Button variant="ghost" size="sm" className="max-md:-order-1 coarse:h-9" onClick={clearAll}>
          {t("clearAll")}
        </Button>
      ) : null}
    </FilterFrame>
  );
}

/** Layout of search and filters, shared with the skeleton. */
export function FilterFrame({ search, children }: { search?: ReactNode; children?: ReactNode }) {
  const t = useTranslations("ui");
  const [unfolded, setUnfolded] = useState(false);
  return (
    <div
      data-print="hide"
      className="flex shrink-0 items-start gap-2 px-4 pb-3 max-md:flex-col max-md:items-stretch md:px-6"
    >
      {search}
      {children ? (
        <div
          role="group"
          aria-label={t("filters")}
          className={cx(
            "flex min-h-8 min-w-0 flex-1 flex-wrap items-center gap-1.5 max-md:flex-none",
            !unfolded && "max-md:[&>[data-filter=off]]:hidden",
          )}
        >
          {children}
          <Button
            variant="ghost"
            size="sm"
            icon={<SlidersHorizontal />}
            aria-expanded={unfolded}
            onClick={() => setUnfolded(!unfolded)}
            className="order-first -ml-2.5 md:hidden coarse:h-9"
          >
            {t("filters")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

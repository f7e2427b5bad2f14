"use client";
import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { Button } from "#components/ui/button.tsx";

type PaginationProps = {
  /** Absent at the first page. */
  onPrevious?: (() => void) | undefined;
  /** Absent at the last page. */
  onNext?: (() => void) | undefined;
  busy?: boolean;
  /** Left of the buttons, e.g. "1–50". */
  children?: ReactNode;
  className?: string;
};

/** Keyset pagination: next and previous only, without page numbers or a total. */
export function Pagination({ onPrevious, onNext, busy, children, className }: PaginationProps) {
  const t = useTranslations("ui");
  return (
    <nav aria-label={t("page")} className={cx("flex items-center justify-between gap-3", className)}>
      <div className="tnum text-xs text-ink-3">{children}</div>
      <div className="flex gap-1.5">
        <Button size="sm" icon={<ChevronLeft />} disabled={!onPrevious || busy} onClick={onPrevious}>
          {t("previous")}
        </Button>
        <Button size="sm" disabled={!onNext || busy} onClick={onNext}>
          {t("next")}
          <ChevronRight />
        </Button>
      </div>
    </nav>
  );
}

"use client";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Separator } from "#components/ui/separator.tsx";

/** The floating bar of selected rows: their number, the bulk actions, and clear. */
export function BulkBar({ count, onClear, children }: { count: number; onClear: () => void; children?: ReactNode }) {
  const t = useTranslations("ui");
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-4 z-20 flex justify-center px-3">
      <div
        role="toolbar"
        aria-label={t("selected", { count })}
        className="pointer-events-auto flex max-w-full animate-slide-up items-center gap-1.5 overflow-x-auto rounded-lg bg-raised py-1.5 pr-1.5 pl-3.5 shadow-pop"
      >
        <span className="tnum text-sm font-medium whitespace-nowrap" role="status">
          {t("selected", { count })}
        </span>
        <IconButton size="sm" label={t("clearSelection")} keys="escape" onClick={onClear}>
          <X />
        </IconButton>
        {children ? <Separator orientation="vertical" className="mx-1" /> : null}
        {children}
      </div>
    </div>
  );
}

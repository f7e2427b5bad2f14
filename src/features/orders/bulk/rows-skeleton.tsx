"use client";
import { useTranslations } from "use-intl";
import { Skeleton } from "#components/ui/skeleton.tsx";

const MOST = 10;

export function RowsSkeleton({ rows }: { rows: number }) {
  const t = useTranslations("orderList.send");
  return (
    <div className="divide-y rounded-lg border">
      <span className="sr-only">{t("loading")}</span>
      {Array.from({ length: Math.min(rows, MOST) }, (_, row) => (
        <div key={row} className="flex h-12 items-center gap-6 px-3">
          <Skeleton className="w-1/3" />
          <Skeleton className="ml-auto w-1/4" />
        </div>
      ))}
    </div>
  );
}

"use client";
import { ArrowUp } from "lucide-react";
import { useTranslations } from "use-intl";
import { PAGE_SIZE } from "./list-params.ts";

/** Above the head of a scrolled list: new orders have arrived. */
export function ArrivalsPill({ count, onShow }: { count: number; onShow: () => void }) {
  const t = useTranslations("orderList");
  return (
    <div className="pointer-events-none absolute inset-x-0 top-3 z-20 flex justify-center md:top-11" role="status">
      {count > 0 ? (
        <button
          type="button"
          onClick={onShow}
          className="pointer-events-auto flex h-7 animate-slide-up items-center gap-1.5 rounded-full bg-accent px-3 text-sm font-medium text-on-accent shadow-pop hover:bg-accent-hover coarse:h-9 [&_svg]:size-3.5"
        >
          <ArrowUp aria-hidden="true" />
          {count >= PAGE_SIZE ? t("arrivalsMany", { count: PAGE_SIZE - 1 }) : t("arrivals", { count })}
        </button>
      ) : null}
    </div>
  );
}

"use client";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { Tip } from "#components/ui/tooltip.tsx";

export type LiveState = "live" | "connecting" | "offline";

const dots: Record<LiveState, string> = { live: "bg-green", connecting: "bg-amber animate-shimmer", offline: "bg-red" };

/** Hidden while connected: text appears only on a problem. */
export function LiveIndicator({ state, className }: { state: LiveState; className?: string }) {
  const t = useTranslations("ui");
  return (
    <Tip label={t(`${state}Hint`)}>
      <span
        role="status"
        className={cx("inline-flex h-7 items-center gap-2 rounded-md px-2 text-xs text-ink-2", className)}
      >
        <span className={cx("size-1.75 rounded-full", dots[state])} aria-hidden="true" />
        {t(state)}
      </span>
    </Tip>
  );
}

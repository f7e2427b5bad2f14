"use client";
import dynamic from "next/dynamic";
import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { Button } from "#components/ui/button.tsx";
import { desk } from "./desk.ts";
import { useProgress } from "./use-send.ts";

const ShipDialog = dynamic(() => import("./ship-dialog.tsx").then((module) => module.ShipDialog), { ssr: false });
const CaptureDialog = dynamic(() => import("./capture-dialog.tsx").then((module) => module.CaptureDialog), {
  ssr: false,
});

type SendDeskProps = {
  /** The bar of selected rows takes the same place. */
  quiet: boolean;
  onDone: (failed: readonly string[]) => void;
};

/** The open bulk dialog; while it is closed and unfinished, a note that reopens it. */
export function SendDesk({ quiet, onDone }: SendDeskProps) {
  const t = useTranslations("orderList.send");
  const kind = desk.use((now) => now.kind);
  const open = desk.use((now) => now.open);
  const { outcomes, running, done, failed } = useProgress();
  useEffect(() => () => desk.set({ open: false }), []);
  if (open) return kind === "ship" ? <ShipDialog onDone={onDone} /> : <CaptureDialog onDone={onDone} />;
  if (!running && (quiet || failed === 0)) return null;
  return (
    <div
      className={cx(
        "pointer-events-none absolute inset-x-0 z-20 flex justify-center px-3",
        quiet ? "bottom-18" : "bottom-4",
      )}
    >
      <div className="pointer-events-auto flex animate-slide-up items-center gap-2 rounded-lg bg-raised py-1.5 pr-1.5 pl-3.5 shadow-pop">
        <span className="tnum text-sm font-medium" role="status">
          {running
            ? t("progress", { done: done + failed, total: Object.keys(outcomes).length })
            : t(`${kind}.notDone`, { count: failed })}
        </span>
        <Button size="sm" onClick={() => desk.set({ open: true })}>
          {t("show")}
        </Button>
        {running ? null : (
          <Button size="sm" variant="ghost" onClick={() => desk.set({ outcomes: {}, ids: [] })}>
            {t("dismiss")}
          </Button>
        )}
      </div>
    </div>
  );
}

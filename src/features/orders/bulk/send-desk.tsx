"use client";
import dynamic from "next/dynamic";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { desk } from "./desk.ts";
import { useProgress } from "./use-send.ts";

const ShipDialog = dynamic(() => import("./ship-dialog.tsx").then((module) => module.ShipDialog), { ssr: false });
const CaptureDialog = dynamic(() => import("./capture-dialog.tsx").then((module) => module.CaptureDialog), {
  ssr: false,
});

type SendDeskProps = {
  /** While rows are selected, their bar stands where the note would. */
  quiet: boolean;
  onDone: (failed: readonly string[]) => void;
};

/** The open bulk dialog; while it is closed and not at its end, a note that leads back to it. */
export function SendDesk({ quiet, onDone }: SendDeskProps) {
  const t = useTranslations("orderList.send");
  const { kind, open, ids } = desk.use((now) => now);
  const { running, done, failed } = useProgress();
  if (open) return kind === "ship" ? <ShipDialog onDone={onDone} /> : <CaptureDialog onDone={onDone} />;
  if (quiet || (!running && failed === 0)) return null;
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-4 z-20 flex justify-center px-3">
      <div className="pointer-events-auto flex animate-slide-up items-center gap-2 rounded-lg bg-raised py-1.5 pr-1.5 pl-3.5 shadow-pop">
        <span className="tnum text-sm font-medium" role="status">
          {running
            ? t("progress", { done: done + failed, total: ids.length })
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

"use client";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { desk, type SendKind } from "./desk.ts";
import { useProgress } from "./use-send.ts";

type SendDialogProps = {
  kind: SendKind;
  /** How many orders would be sent. */
  ready: number;
  /** How many were sent last time, as the total of the progress. */
  total: number;
  size: "lg" | "xl";
  /** Left of the buttons: the sum, or what is missing. */
  note?: ReactNode;
  /** The orders are still loading. */
  disabled?: boolean;
  /** The result of the last run. */
  result: string;
  onSend: () => void;
  children: ReactNode;
};

const close = () => desk.set({ open: false });

/** The frame of bulk actions: rows, one submit button, progress, and a result per order. */
export function SendDialog({ kind, ready, total, size, note, disabled, result, onSend, children }: SendDialogProps) {
  const t = useTranslations();
  const { running, done, failed } = useProgress();
  const body = useRef<HTMLDivElement>(null);
  const finished = !running && done > 0 && ready === 0;
  useFocusAfter(running, body);
  useFocusFirst(disabled !== true, body);
  const verb = failed > 0 && done > 0 ? "again" : "submit";
  return (
    <Dialog
      open
      onOpenChange={(open) => desk.set({ open })}
      size={size}
      title={t(`orderList.send.${kind}.title`)}
      description={t(`orderList.send.${kind}.body`)}
      footer={
        <div className="flex w-full flex-wrap items-center justify-end gap-x-4 gap-y-2">
          <div className="min-w-0 flex-1 text-sm text-ink-2">{note}</div>
          <div className="flex gap-2">
            {running ? (
              <Button data-after onClick={close}>
                {t("orderList.send.background")}
              </Button>
            ) : finished ? (
              <Button variant="primary" data-submit data-after onClick={close}>
                {t("orderList.send.finish")}
              </Button>
            ) : (
              <>
                <Button variant="ghost" onClick={close}>
                  {t("ui.close")}
                </Button>
                <Button
                  variant="primary"
                  data-submit
                  keys="mod+enter"
                  disabled={ready === 0 || disabled}
                  onClick={onSend}
                >
                  {t(`orderList.send.${kind}.${verb}`, { count: ready })}
                </Button>
              </>
            )}
          </div>
        </div>
      }
    >
      <div ref={body} className="grid grid-cols-1 gap-4">
        {running || done + failed > 0 ? (
          <div className="grid gap-2">
            {running ? (
              <Progress label={t("orderList.send.progressLabel")} value={done + failed} max={Math.max(1, total)} />
            ) : null}
            <p className={cx("tnum text-sm", running ? "text-ink-2" : "font-medium")} role="status">
              {running ? t("orderList.send.progress", { done: done + failed, total }) : result}
            </p>
          </div>
        ) : null}
        {children}
      </div>
    </Dialog>
  );
}

/** Disabled fields lose the focus; it moves to the close button, then to the first rejected order. */
function useFocusAfter(running: boolean, body: { current: HTMLElement | null }): void {
  const before = useRef(running);
  useEffect(() => {
    if (before.current === running) return;
    before.current = running;
    const dialog = body.current?.closest('[role="dialog"]');
    const failed = running ? null : dialog?.querySelector<HTMLElement>("[data-failed] input, [data-failed] a");
    (failed ?? dialog?.querySelector<HTMLElement>("[data-after]"))?.focus();
  }, [running, body]);
}

/** Focuses the first field once the rows have loaded; not on touch screens, where the keyboard would cover them. */
function useFocusFirst(loaded: boolean, body: { current: HTMLElement | null }): void {
  useEffect(() => {
    if (!loaded || matchMedia("(pointer: coarse)").matches) return;
    body.current?.querySelector<HTMLElement>('input[data-column="tracking"]')?.focus();
  }, [loaded, body]);
}

"use client";
import { CloudOff, LogOut, Volume2, VolumeX } from "lucide-react";
import { useTranslations } from "use-intl";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { notify } from "#components/ui/notify.ts";
import { SwitchField } from "#components/ui/switch.tsx";
import { trpc } from "#features/trpc/client.ts";
import { failureOf, useAdvice, useReportFailure } from "#features/trpc/failure.ts";
import { type Bench as State, ended, isOver } from "./bench.ts";
import { CommandSheet } from "./command-sheet.tsx";
import { changeBench, useBenchStore, useSettings } from "./kept.ts";
import { Label } from "./label.tsx";
import { Parcel } from "./parcel.tsx";
import { ScanField } from "./scan-field.tsx";
import { useBenchActions } from "./use-bench-actions.ts";
import { useSender } from "./use-sender.ts";
import { Verdict } from "./verdict.tsx";

export function Bench({ bench }: { bench: State }) {
  const t = useTranslations("packing");
  const actions = useBenchActions(bench);
  useSender(useBenchStore(), bench);
  const { order, shipment, queue, verdict } = bench;
  const waits = queue.filter(({ kind }) => kind === "scan").length;
  return (
    <>
      <div data-print="hide">
        <PageHeader
          title={order === null ? t("title") : t("order", { number: order.number })}
          meta={t("at", { station: bench.station, location: bench.location })}
          actions={<Settings bench={bench} />}
        />
      </div>
      <div className="grid gap-4 px-4 pb-6 md:px-6">
        <ScanField onEnter={actions.enter} onUndo={actions.undo} isIdle={order === null} />
        {verdict ? <Verdict verdict={verdict} /> : null}
        {waits > 1 ? (
          <p role="status" className="flex items-center gap-2 text-sm text-amber-ink print:hidden">
            <CloudOff aria-hidden="true" className="size-4 shrink-0" />
            {t("waiting", { count: waits })}
          </p>
        ) : null}
        <div className="flex flex-wrap gap-2" data-print="hide">
          {order === null ? (
            <Button variant="primary" size="lg" keys="enter" onClick={actions.next}>
              {t("next")}
            </Button>
          ) : (
            <>
              <Button variant="primary" size="lg" keys="f9" onClick={actions.finish}>
                {t("finish")}
              </Button>
              <Button size="lg" keys="f8" onClick={actions.undo}>
                {t("undo")}
              </Button>
              <Button size="lg" keys="f7" onClick={actions.skip}>
                {t("skip")}
              </Button>
              {order.packed > 0 && order.packed < order.wanted ? (
                <Button size="lg" variant="ghost" onClick={actions.part}>
                  {t("part")}
                </Button>
              ) : null}
            </>
          )}
          {shipment ? (
            <Button size="lg" keys="f4" onClick={actions.print}>
              {t("print")}
            </Button>
          ) : null}
        </div>
        {order === null ? null : <Parcel order={order} />}
        {shipment ? <Label key={shipment.id} shipment={shipment} onReady={actions.labelReady} /> : null}
        {order === null && shipment === null ? <EmptyState title={t("idle")} body={t("idleBody")} /> : null}
        <CommandSheet prints={shipment === null} />
      </div>
    </>
  );
}

function Settings({ bench }: { bench: State }) {
  const t = useTranslations("packing");
  const [{ muted, prints }, set] = useSettings();
  const report = useReportFailure();
  const advice = useAdvice();
  const store = useBenchStore();
  const close = trpc.packing.close.useMutation({
    onSuccess() {
      store.set({ bench: null });
      notify.done(t("left"));
    },
    onError(error) {
      const { code = "" } = failureOf(error);
      if (!isOver(code)) return report(t("leaveFailed"), error);
      changeBench(store, (now) => ended(now, { key: "server", message: advice(error) }));
    },
  });
  return (
    <>
      <SwitchField label={t("prints")} checked={prints} onCheckedChange={(on) => set({ prints: on })} />
      <IconButton label={muted ? t("unmute") : t("mute")} onClick={() => set({ muted: !muted })}>
        {muted ? <VolumeX /> : <Volume2 />}
      </IconButton>
      <Button
        icon={<LogOut />}
        busy={close.isPending}
        disabled={bench.queue.length > 0}
        onClick={() => close.mutate({ sessionId: bench.sessionId ?? "" })}
      >
        {t("leave")}
      </Button>
    </>
  );
}

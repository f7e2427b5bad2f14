"use client";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { notify } from "#components/ui/notify.ts";
import { trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";
import { type Direction, type Kind, type Run, untouchedOf } from "./reconciliation-params.ts";

type Under = { kind: Kind; total: number; openBefore: number };

/** A bulk repair and its progress; it continues in the background. */
export function useRepairAll(run: Run) {
  const t = useTranslations("reconciling.repairAll");
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const mutation = trpc.reconciliation.repairAll.useMutation();
  const [under, setUnder] = useState<Under | null>(null);
  const left = under ? untouchedOf(run, under.kind) : 0;

  const running = left > 0 ? under : null;

  const tell = useEffectEvent((done: Under) => {
    void utils.reconciliation.listDifferences.invalidate();
    const repaired = Math.max(0, Math.min(done.total, done.openBefore - run.open));
    const failed = done.total - repaired;
    if (failed === 0) notify.done(t("done", { repaired }));
    else notify.failed(t("doneSome", { repaired, failed }));
  });
  const told = useRef<Under | null>(null);
  useEffect(() => {
    if (under === null || left > 0 || told.current === under) return;
    told.current = under;
    tell(under);
  }, [under, left]);

  return {
    busy: mutation.isPending || running !== null,
    progress: running ? { done: running.total - left, total: running.total } : null,
    start: async (kind: Kind, direction: Direction): Promise<void> => {
      const total = untouchedOf(run, kind);
      try {
        await mutation.mutateAsync({ id: run.id, kind, direction });
        setUnder({ kind, total, openBefore: run.open });
      } catch (error) {
        reportFailure(t("notStarted"), error);
        throw error;
      } finally {
        void utils.reconciliation.invalidate();
      }
    },
  };
}
export type RepairAll = ReturnType<typeof useRepairAll>;

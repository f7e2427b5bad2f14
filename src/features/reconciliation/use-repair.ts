"use client";
import { useTranslations } from "use-intl";
import { notify } from "#components/ui/notify.ts";
import { trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";
import type { Difference, Direction } from "./reconciliation-params.ts";

/** The actions on one difference. Each returns whether it succeeded. */
export function useRepair({ id, key }: Pick<Difference, "id" | "key">) {
  const t = useTranslations("reconciling.repair");
  const undo = useTranslations("ui")("undo");
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const repair = trpc.reconciliation.repair.useMutation();
  const ignore = trpc.reconciliation.ignore.useMutation();
  const reopen = trpc.reconciliation.reopen.useMutation();
  const during = async (work: () => Promise<void>, failed: string): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      reportFailure(failed, error);
      return false;
    } finally {
      void utils.reconciliation.invalidate();
    }
  };
  const takeUp = () =>
    during(
      async () => {
        await reopen.mutateAsync({ id });
        notify.done(t("reopened", { key }));
      },
      t("notIgnored", { key }),
    );
  return {
    busy: repair.isPending || ignore.isPending || reopen.isPending,
    repair: (direction: Direction) =>
      during(
        async () => {
          const { note } = await repair.mutateAsync({ id, direction });
          notify.done(t("done", { key }), note ? { description: note } : {});
        },
        t("notDone", { key }),
      ),
    ignore: (note: string) =>
      during(
        async () => {
          await ignore.mutateAsync({ id, note });
          notify.done(t("ignored", { key }), { undo: { label: undo, run: () => void takeUp() } });
        },
        t("notIgnored", { key }),
      ),
    reopen: takeUp,
  };
}

"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { type Direction, directionsOf, type Kind, type Run, untouchedOf } from "./reconciliation-params.ts";
import { RepairChoice } from "./repair-choice.tsx";
import type { RepairAll } from "./use-repair-all.ts";

type RepairAllDialogProps = { run: Run; kind: Kind; repairAll: RepairAll; onClose: () => void };

export function RepairAllDialog({ run, kind, repairAll, onClose }: RepairAllDialogProps) {
  const t = useTranslations("reconciling");
  const { compares } = run.partner;
  const directions = directionsOf(compares, kind);
  const [chosen, setChosen] = useState<Direction | null>(null);
  const direction = chosen ?? directions[0] ?? "there";
  const count = untouchedOf(run, kind);
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={t(`repairAll.title.${kind}`)}
      body={t("run.leave")}
      confirm={t("repairAll.confirm", { count })}
      onConfirm={() => repairAll.start(kind, direction)}
    >
      <RepairChoice compares={compares} directions={directions} value={direction} onValueChange={setChosen} />
    </ConfirmDialog>
  );
}

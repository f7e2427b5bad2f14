"use client";
import { useState } from "react";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { notify } from "#components/ui/notify.ts";
import { Select } from "#components/ui/select.tsx";
import { useReportFailure } from "#features/trpc/failure.ts";

type RotateDialogProps<Hours extends string> = {
  title: string;
  /** Hours for which the secret before stays valid, to choose from. */
  overlaps: readonly Hours[];
  start: NoInfer<Hours>;
  texts: Record<"body" | "confirm" | "overlap" | "noOverlapHint" | "overlapHint" | "done" | "notDone", string>;
  hours: (count: number) => string;
  rotate: (overlapHours: number) => Promise<void>;
  onClose: () => void;
};

/** A new secret; for some hours both are valid, so that the other side can migrate. */
export function RotateDialog<Hours extends string>(props: RotateDialogProps<Hours>) {
  const { title, overlaps, start, texts, hours, rotate, onClose } = props;
  const reportFailure = useReportFailure();
  const [chosen, setChosen] = useState<Hours>(start);
  const run = async () => {
    try {
      await rotate(Number(chosen));
    } catch (error) {
      reportFailure(texts.notDone, error);
      throw error;
    }
    notify.done(texts.done);
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={title}
      body={texts.body}
      confirm={texts.confirm}
      tone={chosen === "0" ? "danger" : "primary"}
      onConfirm={run}
    >
      <Field label={texts.overlap} hint={chosen === "0" ? texts.noOverlapHint : texts.overlapHint}>
        <Select
          value={chosen}
          onValueChange={setChosen}
          options={overlaps.map((value) => ({ value, label: hours(Number(value)) }))}
        />
      </Field>
    </ConfirmDialog>
  );
}

/** Its texts are in every namespace that rotates. */
export const rotateTexts = (t: (key: keyof RotateDialogProps<string>["texts"]) => string) => ({
  body: t("body"),
  confirm: t("confirm"),
  overlap: t("overlap"),
  noOverlapHint: t("noOverlapHint"),
  overlapHint: t("overlapHint"),
  done: t("done"),
  notDone: t("notDone"),
});

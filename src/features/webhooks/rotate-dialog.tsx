"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { notify } from "#components/ui/notify.ts";
import { Select } from "#components/ui/select.tsx";
import { trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";
import type { SecretAnswer } from "#features/webhooks/endpoint-params.ts";

const overlaps = ["0", "1", "24", "72", "168"] as const;

type RotateDialogProps = { id: string; onRotated: (answer: SecretAnswer) => void; onClose: () => void };

/** A new secret; for some hours both sign, so that the receiver can migrate. */
export function RotateDialog({ id, onRotated, onClose }: RotateDialogProps) {
  const t = useTranslations("webhooks.rotate");
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const [hours, setHours] = useState<(typeof overlaps)[number]>("24");
  const rotate = trpc.webhooks.rotateSecret.useMutation();
  const run = async () => {
    try {
      onRotated(await rotate.mutateAsync({ id, overlapHours: Number(hours) }));
    } catch (error) {
      reportFailure(t("notDone"), error);
      throw error;
    }
    void utils.webhooks.getEndpoint.invalidate({ id });
    notify.done(t("done"));
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("title")}
      body={t("body")}
      confirm={t("confirm")}
      tone={hours === "0" ? "danger" : "primary"}
      onConfirm={run}
    >
      <Field label={t("overlap")} hint={t(hours === "0" ? "noOverlapHint" : "overlapHint")}>
        <Select
          value={hours}
          onValueChange={setHours}
          options={overlaps.map((value) => ({ value, label: t("hours", { count: Number(value) }) }))}
        />
      </Field>
    </ConfirmDialog>
  );
}

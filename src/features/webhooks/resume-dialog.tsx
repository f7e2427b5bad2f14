"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { shortUrl } from "#features/deliveries/delivery-params.ts";
import type { Endpoint, Waiting } from "#features/webhooks/endpoint-params.ts";

type ResumeDialogProps = {
  endpoint: Endpoint;
  onResume: (waiting: Waiting) => Promise<unknown>;
  onClose: () => void;
};

/** Shows how many deliveries are waiting, and asks whether to send them. */
export function ResumeDialog({ endpoint, onResume, onClose }: ResumeDialogProps) {
  const t = useTranslations("webhooks");
  const [waiting, setWaiting] = useState<Waiting>("deliver");
  const { url, description, pending: count } = endpoint;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("resume.title", { name: description || shortUrl(url) })}
      body={t("resume.body", { count })}
      confirm={t("action.resume")}
      tone={waiting === "cancel" ? "danger" : "primary"}
      onConfirm={async () => void (await onResume(waiting))}
    >
      <RadioGroup
        label={t("resume.waiting")}
        value={waiting}
        onValueChange={setWaiting}
        options={[
          { value: "deliver", label: t("resume.deliver"), hint: t("resume.deliverHint") },
          { value: "cancel", label: t("resume.cancel"), hint: t("resume.cancelHint") },
        ]}
      />
    </ConfirmDialog>
  );
}

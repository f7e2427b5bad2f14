"use client";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";

type LeaveDialogProps = {
  busy: boolean;
  canSave: boolean;
  onStay: () => void;
  onLeave: () => void;
  onSave: () => void;
};

export function LeaveDialog({ busy, canSave, onStay, onLeave, onSave }: LeaveDialogProps) {
  const t = useTranslations("orderForm.leave");
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onStay())}
      title={t("title")}
      description={t("body")}
      size="sm"
      footer={
        <>
          <Button variant="ghost" onClick={onStay}>
            {t("stay")}
          </Button>
          <Button onClick={onLeave}>{t("leave")}</Button>
          {canSave ? (
            <Button variant="primary" busy={busy} onClick={onSave}>
              {t("draft")}
            </Button>
          ) : null}
        </>
      }
    />
  );
}

"use client";
import { type FormEvent, type ReactNode, useId } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";

type FormDialogProps = {
  title: ReactNode;
  description?: ReactNode;
  /** The verb, with its amount if any; never "OK". */
  submit: string;
  tone?: "primary" | "danger";
  /** Instead of "Cancel", where that would be ambiguous. */
  dismiss?: string | undefined;
  size?: "sm" | "md" | "lg";
  busy?: boolean;
  /** Nothing can be submitted. */
  disabled?: boolean;
  onSubmit: () => void;
  onClose: () => void;
  /** The fields; without fields it is a confirmation, and Enter submits it unless it is destructive. */
  children?: ReactNode;
};

/** A dialog with a form, submitted by its button, by Enter in a field, or by Ctrl or Cmd with Enter. */
export function FormDialog(props: FormDialogProps) {
  const { title, description, submit, tone = "primary", dismiss, size = "md", onSubmit, onClose, children } = props;
  const { busy = false, disabled = false } = props;
  const t = useTranslations("ui");
  const form = useId();
  const onFormSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy && !disabled) onSubmit();
  };
  const eager = tone === "primary" && !children;
  return (
    <Dialog
      open
      onOpenChange={(open) => (open || busy ? undefined : onClose())}
      title={title}
      {...(description ? { description } : {})}
      size={size}
      footer={
        <>
          <Button variant="ghost" disabled={busy} onClick={onClose}>
            {dismiss ?? t("cancel")}
          </Button>
          <Button
            type="submit"
            form={form}
            variant={tone}
            busy={busy}
            disabled={disabled}
            {...(eager ? { "data-first-field": true } : {})}
          >
            {submit}
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={onFormSubmit} className="grid gap-4">
        {children}
      </form>
    </Dialog>
  );
}

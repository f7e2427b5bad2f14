"use client";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { Alert } from "#components/patterns/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { type Failure, useFailureText } from "#features/trpc/failure.ts";
import type { Order } from "../../order-news.ts";
import type { CommandName } from "../use-command.ts";

export type OrderDialogProps = { order: Order; orderRef: string; onClose: () => void };

type ActionDialogProps = {
  name: CommandName;
  order: Order;
  title: ReactNode;
  body?: ReactNode;
  /** The verb with its amount, never "OK". */
  submit: string;
  tone?: "primary" | "danger";
  /** Instead of "Cancel", where that would be misread. */
  dismiss?: string;
  size?: "sm" | "md" | "lg";
  busy: boolean;
  /** There is nothing that could be sent. */
  disabled?: boolean;
  failure: Failure | null;
  onSubmit: () => void;
  onClose: () => void;
  children?: ReactNode;
};

/** The frame of everything that is done to an order: what it means, what it takes, one verb, and why it was refused. */
export function ActionDialog(props: ActionDialogProps) {
  const { name, order, title, body, submit, tone = "primary", dismiss, size = "sm" } = props;
  const { busy, disabled = false, failure, onSubmit, onClose, children } = props;
  const t = useTranslations();
  const form = useId();
  const [openedAt] = useState(order.version);
  const onFormSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy && !disabled) onSubmit();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => (open || busy ? undefined : onClose())}
      title={title}
      {...(body ? { description: body } : {})}
      size={size}
      footer={
        <>
          <Button variant="ghost" disabled={busy} onClick={onClose}>
            {dismiss ?? t("ui.cancel")}
          </Button>
          <Button type="submit" form={form} variant={tone} busy={busy} disabled={disabled}>
            {submit}
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={onFormSubmit} className="grid gap-4">
        {order.version > openedAt && !busy ? <Alert live>{t("orderDialog.changed")}</Alert> : null}
        {failure ? <FailureAlert name={name} failure={failure} /> : null}
        {children}
      </form>
    </Dialog>
  );
}

function FailureAlert({ name, failure }: { name: CommandName; failure: Failure }) {
  const t = useTranslations();
  const text = useFailureText();
  const { requestId } = failure;
  return (
    <Alert tone="danger" live title={t(`orderDialog.failed.${name}`)}>
      <p>{text(failure)}</p>
      {requestId ? (
        <p className="mt-1 flex items-center gap-1 font-mono text-xs">
          {t("ui.requestId", { id: requestId })}
          <CopyButton value={requestId} />
        </p>
      ) : null}
    </Alert>
  );
}

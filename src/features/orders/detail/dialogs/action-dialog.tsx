"use client";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Alert } from "#components/patterns/alert.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
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
  /** Instead of "Cancel", where that would be ambiguous. */
  dismiss?: string;
  size?: "sm" | "md" | "lg";
  busy: boolean;
  /** Nothing can be submitted. */
  disabled?: boolean;
  failure: Failure | null;
  onSubmit: () => void;
  onClose: () => void;
  children?: ReactNode;
};

/** The frame of every order action: explanation, fields, one submit button, and the reason of a rejection. */
export function ActionDialog(props: ActionDialogProps) {
  const { name, order, body, busy, failure, size = "sm", children, ...rest } = props;
  const t = useTranslations("orderDialog");
  const [openedAt] = useState(order.version);
  const changed = order.version > openedAt && !busy;
  return (
    <FormDialog {...rest} size={size} busy={busy} {...(body ? { description: body } : {})}>
      {changed || failure || children ? (
        <>
          {changed ? <Alert live>{t("changed")}</Alert> : null}
          {failure ? <FailureAlert name={name} failure={failure} /> : null}
          {children}
        </>
      ) : null}
    </FormDialog>
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

"use client";
import { Cancel, Content, Description, Overlay, Portal, Root, Title } from "radix-ui/alert-dialog";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { useDialogFocus } from "#components/ui/use-dialog-focus.ts";

type ConfirmDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The question, with its object: "Cancel order 1042?" */
  title: ReactNode;
  /** The consequences, and whether it can be undone. */
  body: ReactNode;
  /** The verb, never "OK". */
  confirm: string;
  tone?: "primary" | "danger";
  /** The dialog stays open, busy, until this resolves. On rejection it stays open; the caller shows the reason. */
  onConfirm: () => Promise<void> | void;
  children?: ReactNode;
};

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onOpenChange, title, body, confirm, tone = "primary", onConfirm, children } = props;
  const t = useTranslations("ui");
  const focus = useDialogFocus();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      await onConfirm();
      onOpenChange(false);
    } catch {
      // The caller has shown the reason; the dialog stays open for a retry.
    } finally {
      setBusy(false);
    }
  };
  return (
    <Root open={open} onOpenChange={(next) => !busy && onOpenChange(next)}>
      <Portal>
        <Overlay className="fixed inset-0 z-50 animate-fade bg-overlay" />
        <Content
          {...focus}
          className="fixed inset-x-0 bottom-0 z-50 animate-slide-up rounded-t-xl bg-raised p-5 shadow-pop outline-none sm:inset-auto sm:top-[20vh] sm:left-1/2 sm:w-full sm:max-w-md sm:-translate-x-1/2 sm:animate-pop sm:rounded-xl"
        >
          <Title className="text-lg font-semibold tracking-tight">{title}</Title>
          <Description asChild>
            <div className="mt-1.5 text-sm text-ink-2">{body}</div>
          </Description>
          {children ? <div className="mt-4">{children}</div> : null}
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <Cancel asChild>
              <Button variant="ghost" disabled={busy}>
                {t("cancel")}
              </Button>
            </Cancel>
            <Button data-submit variant={tone} busy={busy} onClick={() => void run()}>
              {confirm}
            </Button>
          </div>
        </Content>
      </Portal>
    </Root>
  );
}

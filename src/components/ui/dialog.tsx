"use client";
import { X } from "lucide-react";
import { Close, Content, Description, Overlay, Portal, Root, Title } from "radix-ui/dialog";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { useDialogFocus } from "#components/ui/use-dialog-focus.ts";

type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  /** The buttons: the primary action last. */
  footer?: ReactNode;
  size?: "sm" | "md" | "lg" | "xl";
  children?: ReactNode;
};

const widths = { sm: "sm:max-w-md", md: "sm:max-w-lg", lg: "sm:max-w-3xl", xl: "sm:max-w-5xl" };

/** On a phone it opens from the bottom edge. */
export function Dialog({ open, onOpenChange, title, description, footer, size = "md", children }: DialogProps) {
  const t = useTranslations("ui");
  const focus = useDialogFocus();
  return (
    <Root open={open} onOpenChange={onOpenChange}>
      <Portal>
        <Overlay className="fixed inset-0 z-40 animate-fade bg-overlay" />
        <Content
          {...(description ? {} : { "aria-describedby": undefined })}
          {...focus}
          className={cx(
            "fixed inset-x-0 bottom-0 z-40 flex max-h-[92dvh] animate-slide-up flex-col rounded-t-xl bg-raised shadow-pop outline-none sm:inset-auto sm:top-[12vh] sm:max-h-[calc(88dvh-1rem)] sm:left-1/2 sm:w-[calc(100vw-2rem)] sm:-translate-x-1/2 sm:animate-pop sm:rounded-xl",
            widths[size],
          )}
        >
          <header className="px-5 pt-4 pr-12 pb-3">
            <div className="grid gap-0.5">
              <Title className="text-lg font-semibold tracking-tight">{title}</Title>
              {description ? <Description className="text-sm text-ink-2">{description}</Description> : null}
            </div>
          </header>
          <div className="scroll-thin min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>
          {footer ? (
            <footer className="safe-bottom-3 flex flex-wrap justify-end gap-2 border-t px-5 pt-3">{footer}</footer>
          ) : null}
          <Close asChild>
            <IconButton data-close label={t("close")} tip={false} size="sm" className="absolute top-3 right-3">
              <X />
            </IconButton>
          </Close>
        </Content>
      </Portal>
    </Root>
  );
}

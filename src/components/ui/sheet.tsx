"use client";
import { X } from "lucide-react";
import { Close, Content, Description, Overlay, Portal, Root, Title } from "radix-ui/dialog";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { useDialogFocus } from "#components/ui/use-dialog-focus.ts";

type SheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  side?: "right" | "bottom";
  footer?: ReactNode;
  children: ReactNode;
};

const sides = {
  right: "inset-y-0 right-0 w-full max-w-md animate-slide-left sm:inset-y-2 sm:right-2 sm:rounded-xl",
  bottom: "inset-x-0 bottom-0 max-h-[85dvh] animate-slide-up rounded-t-xl",
};

/** A side panel, or on a phone a drawer from the bottom edge. */
export function Sheet({ open, onOpenChange, title, description, side = "right", footer, children }: SheetProps) {
  const t = useTranslations("ui");
  const focus = useDialogFocus();
  return (
    <Root open={open} onOpenChange={onOpenChange}>
      <Portal>
        <Overlay className="fixed inset-0 z-40 animate-fade bg-overlay" />
        <Content
          {...(description ? {} : { "aria-describedby": undefined })}
          {...focus}
          className={cx("fixed z-40 flex flex-col bg-raised shadow-pop outline-none", sides[side])}
        >
          <header className="border-b py-3.5 pr-12 pl-5">
            <div className="grid gap-0.5">
              <Title className="text-lg font-semibold tracking-tight">{title}</Title>
              {description ? <Description className="text-sm text-ink-2">{description}</Description> : null}
            </div>
          </header>
          <div className="scroll-thin min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
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

"use client";
import { CloudAlert, RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";

type ErrorStateProps = {
  title?: ReactNode;
  /** What to do about it. */
  body?: ReactNode;
  requestId?: string | undefined;
  onRetry?: () => void;
  actions?: ReactNode;
  /** The only content of a page: the title is its heading. */
  asPage?: boolean;
  className?: string;
};

/** Shown in place of the failed part. */
export function ErrorState({ title, body, requestId, onRetry, actions, asPage, className }: ErrorStateProps) {
  const t = useTranslations();
  const Title = asPage ? "h1" : "p";
  return (
    <div role="alert" className={cx("mx-auto flex max-w-md flex-col items-center px-6 py-14 text-center", className)}>
      <CloudAlert className="mb-4 size-6 stroke-[1.5] text-red" aria-hidden="true" />
      <Title className="font-medium">{title ?? t("errors.title")}</Title>
      <p className="mt-1 text-sm text-ink-2">{body ?? t("errors.body")}</p>
      <div className="mt-5 flex flex-wrap justify-center gap-2">
        {onRetry ? (
          <Button icon={<RotateCw />} onClick={onRetry}>
            {t("ui.retry")}
          </Button>
        ) : null}
        {actions}
      </div>
      {requestId ? (
        <p className="mt-4 flex items-center gap-1 font-mono text-xs text-ink-3">
          {t("ui.requestId", { id: requestId })}
          <CopyButton value={requestId} />
        </p>
      ) : null}
    </div>
  );
}

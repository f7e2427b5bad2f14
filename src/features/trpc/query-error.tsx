"use client";
import { useTranslations } from "use-intl";
import { ErrorState } from "#components/patterns/error-state.tsx";
import { failureOf } from "#features/trpc/failure.ts";

type QueryErrorProps = { error: unknown; onRetry: () => void; asPage?: boolean; className?: string };

/** Shown instead of a failed query's data. */
export function QueryError({ error, onRetry, asPage = false, className }: QueryErrorProps) {
  const t = useTranslations("errors");
  const { kind, requestId } = failureOf(error);
  const place = { asPage, ...(className === undefined ? {} : { className }) };
  if (kind === undefined)
    return <ErrorState {...place} title={t("networkTitle")} body={t("networkBody")} onRetry={onRetry} />;
  if (kind === "forbidden")
    return <ErrorState {...place} title={t("forbiddenTitle")} body={t("forbiddenBody")} requestId={requestId} />;
  if (kind === "not_found")
    return <ErrorState {...place} title={t("notFoundTitle")} body={t("notFoundBody")} requestId={requestId} />;
  return <ErrorState {...place} requestId={requestId} onRetry={onRetry} />;
}

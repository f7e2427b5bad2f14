"use client";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Alert } from "#components/patterns/alert.tsx";

/** Nothing is wrong: whoever runs this has not said how mails leave. */
export function NoServer({ className }: { className?: string }) {
  const t = useTranslations("mail");
  const code = (words: ReactNode) => <code className="font-mono text-xs text-ink">{words}</code>;
  return (
    <Alert title={t("noServer")} {...(className ? { className } : {})}>
      {t.rich("noServerBody", { code })}
    </Alert>
  );
}

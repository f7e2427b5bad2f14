"use client";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Alert } from "#components/patterns/alert.tsx";

/** Not an error: no mail server is configured. */
export function NoServer({ className }: { className?: string }) {
  const t = useTranslations("mail");
  const code = (words: ReactNode) => <code className="font-mono text-xs text-ink">{words}</code>;
  return (
    <Alert title={t("noServer")} {...(className ? { className } : {})}>
      {t.rich("noServerBody", { code })}
    </Alert>
  );
}

"use client";
import { useTranslations } from "use-intl";
import { Alert } from "#components/patterns/alert.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";

/** A generated secret: it must be copied now and is never shown again. */
export function ShownSecret({ secret }: { secret: string }) {
  const t = useTranslations("sources");
  return (
    <div className="grid gap-2">
      <span className="flex min-h-9 min-w-0 items-center gap-2 rounded-md bg-sunken py-1 pr-1 pl-3">
        <span className="min-w-0 flex-1 font-mono text-xs break-all">{secret}</span>
        <CopyButton value={secret} label={t("copySecret")} />
      </span>
      <Alert tone="warning">{t("secretOnce")}</Alert>
    </div>
  );
}

"use client";
import { useTranslations } from "use-intl";
import { CopyButton } from "#components/ui/copy-button.tsx";

/** Shown once. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const t = useTranslations("factor.codes");
  return (
    <div className="grid gap-3">
      <p className="text-sm text-ink-2">{t("body")}</p>
      <div className="flex items-start gap-2 rounded-md border bg-sunken p-3">
        <ul className="grid flex-1 gap-x-6 gap-y-1 font-mono text-sm sm:grid-cols-2">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <CopyButton value={codes.join("\n")} label={t("copy")} />
      </div>
    </div>
  );
}

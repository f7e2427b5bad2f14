"use client";
import { useTranslations } from "use-intl";
import { Alert } from "#components/patterns/alert.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import type { KeyWithSecret } from "#features/api-keys/key-params.ts";

function Shown({ value, label }: { value: string; label: string }) {
  return (
    <div className="flex items-center gap-2 rounded-md border bg-sunken py-1.5 pr-1.5 pl-3">
      <code data-secret="" className="min-w-0 flex-1 font-mono text-xs break-all">
        {value}
      </code>
      <CopyButton value={value} label={label} />
    </div>
  );
}

/** The secrets of a new or rotated key, and a call with them. */
export function KeySecrets({ of: { secret, soapSecret } }: { of: KeyWithSecret }) {
  const t = useTranslations("apiKeys.ready");
  if (secret === null) return <p className="text-sm text-ink-2">{t("before")}</p>;
  const origin = typeof window === "undefined" ? "" : window.location.origin;
  const call = `curl "${origin}/api/v2/orders?limit=1" -H "Authorization: Bearer ${secret}"`;
  return (
    <div className="grid gap-3">
      <Alert tone="warning">{t("once")}</Alert>
      <p className="text-xs font-medium text-ink-3">{t("key")}</p>
      <Shown value={secret} label={t("copy")} />
      {soapSecret === null ? null : (
        <>
          <p className="text-xs font-medium text-ink-3">{t("soap")}</p>
          <Shown value={soapSecret} label={t("copySoap")} />
        </>
      )}
      <p className="text-xs font-medium text-ink-3">{t("call")}</p>
      <Shown value={call} label={t("copyCall")} />
    </div>
  );
}

"use client";
import { useTranslations } from "use-intl";
import { Alert } from "#components/patterns/alert.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import type { EndpointSettings } from "#features/webhooks/endpoint-params.ts";

type SecretOnceProps = { secret: string | null; signing: EndpointSettings["signing"] };

/** The secret for verification. */
export function SecretOnce({ secret, signing }: SecretOnceProps) {
  const t = useTranslations("webhooks.secret");
  if (secret === null) return <p className="text-sm text-ink-2">{t("shownBefore")}</p>;
  return (
    <div className="grid gap-3">
      <div className="flex items-center gap-2 rounded-md border bg-sunken py-1.5 pr-1.5 pl-3">
        <code data-secret="" className="min-w-0 flex-1 font-mono text-xs break-all">
          {secret}
        </code>
        <CopyButton value={secret} label={t("copy")} />
      </div>
      <Alert tone={signing === "hmac" ? "warning" : "info"}>{t(`${signing}Note`)}</Alert>
    </div>
  );
}

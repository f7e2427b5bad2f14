"use client";
import { useTranslations } from "use-intl";
import { CopyButton } from "#components/ui/copy-button.tsx";

/** A URL to copy into the sender's settings. */
export function SourceAddress({ url }: { url: string }) {
  const t = useTranslations("sources");
  return (
    <span className="flex min-h-9 min-w-0 items-center gap-2 rounded-md bg-sunken py-1 pr-1 pl-3">
      <span className="min-w-0 flex-1 font-mono text-xs break-all">{url}</span>
      <CopyButton value={url} label={t("copyAddress")} />
    </span>
  );
}

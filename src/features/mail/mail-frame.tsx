"use client";
import { useTranslations } from "use-intl";
import { guarded } from "./mail-guard.ts";

export function MailFrame({ html }: { html: string }) {
  const t = useTranslations("mail.one");
  return (
    <iframe
      title={t("frame")}
      srcDoc={guarded(html)}
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      className="h-[62dvh] min-h-80 w-full rounded-lg border bg-white"
    />
  );
}

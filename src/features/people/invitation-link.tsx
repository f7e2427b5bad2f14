"use client";
import { useTranslations } from "use-intl";
import { DateTime } from "#components/format/time.tsx";
import { Alert } from "#components/patterns/alert.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import type { SentInvitation } from "#features/people/people-params.ts";

/** The link of an invitation, shown once: for when no mail server is set up, or the mail is lost. */
export function InvitationLink({ of: { token, email, expiresAt } }: { of: SentInvitation }) {
  const t = useTranslations("people.sent");
  if (token === null) return <p className="text-sm text-ink-2">{t("before", { email })}</p>;
  const link = `${typeof window === "undefined" ? "" : window.location.origin}/invitation#${token}`;
  return (
    <div className="grid gap-3">
      <p className="text-sm text-ink-2">
        {t.rich("mail", { email, at: () => <DateTime at={expiresAt} style="date" /> })}
      </p>
      <Alert tone="warning">{t("once")}</Alert>
      <div className="flex items-center gap-2 rounded-md border bg-sunken py-1.5 pr-1.5 pl-3">
        <code data-secret="" className="min-w-0 flex-1 font-mono text-xs break-all">
          {link}
        </code>
        <CopyButton value={link} label={t("copy")} />
      </div>
    </div>
  );
}

"use client";
import { CircleCheckBig, CircleX } from "lucide-react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { numberFormat } from "#components/format/intl-cache.ts";
import { RelativeTime } from "#components/format/time.tsx";
import type { InvoiceDetail } from "./erp-params.ts";

/** Every attempt with what the ERP said, the newest first. */
export function ErpAttempts({ tries }: { tries: InvoiceDetail["tries"] }) {
  const t = useTranslations("erp.one");
  const { locale } = useFormatSettings();
  if (tries.length === 0) return <p className="text-sm text-ink-3">{t("noAttempts")}</p>;
  return (
    <ol aria-label={t("attempts")} className="grid gap-2">
      {tries.map(({ number, at, durationMs, outcome, status, message }) => {
        const ok = outcome === "posted" || outcome === "found";
        const Mark = ok ? CircleCheckBig : CircleX;
        return (
          <li key={number} className="rounded-lg border px-3 py-2 text-sm">
            <p className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
              <Mark className={cx("size-4 shrink-0", ok ? "text-green" : "text-red")} aria-hidden="true" />
              <span className="tnum text-ink-3">{t("attempt", { number })}</span>
              <span className="font-medium">{t(`outcome.${outcome}`)}</span>
              <span className="ml-auto flex items-baseline gap-3 text-xs text-ink-3">
                {status === null ? null : <span className="tnum">{t("status", { status: String(status) })}</span>}
                <span className="tnum">{t("duration", { ms: numberFormat(locale, {}).format(durationMs) })}</span>
                <RelativeTime at={at} />
              </span>
            </p>
            {message === null ? null : <p className="mt-1.5 text-ink-2 [overflow-wrap:anywhere]">{message}</p>}
          </li>
        );
      })}
    </ol>
  );
}

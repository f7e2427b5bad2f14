"use client";
import { CircleCheckBig, CircleX } from "lucide-react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { numberFormat } from "#components/format/intl-cache.ts";
import { DateTime, RelativeTime } from "#components/format/time.tsx";
import { CodeBlock } from "#components/patterns/code-block.tsx";
import { detailOf, useAnswerWords } from "#features/deliveries/answer-words.ts";
import type { Attempt } from "#features/deliveries/delivery-params.ts";
import { prettyJson } from "#features/mapping/pretty-json.ts";

/** Every attempt with its response, the newest first and expanded. */
export function Attempts({ tries }: { tries: readonly Attempt[] }) {
  const t = useTranslations("deliveries");
  const newest = tries.toReversed();
  if (newest.length === 0) return <p className="text-sm text-ink-3">{t("noAttempts")}</p>;
  return (
    <ol aria-label={t("attemptsTitle")} className="grid gap-2">
      {newest.map((attempt, index) => (
        <Try key={`${String(attempt.number)} ${attempt.at}`} attempt={attempt} open={index === 0} />
      ))}
    </ol>
  );
}

function Try({ attempt, open }: { attempt: Attempt; open: boolean }) {
  const t = useTranslations("deliveries");
  const { locale } = useFormatSettings();
  const words = useAnswerWords();
  const { number, at, durationMs, status, error, responseBody } = attempt;
  const ok = status !== null && status >= 200 && status < 300;
  const Mark = ok ? CircleCheckBig : CircleX;
  return (
    <li className="rounded-lg border">
      <details open={open} className="group">
        <summary className="flex cursor-pointer flex-wrap items-center gap-x-3 gap-y-0.5 rounded-lg px-3 py-2 text-sm hover:bg-hover">
          <Mark className={cx("size-4 shrink-0", ok ? "text-green" : "text-red")} aria-hidden="true" />
          <span className="tnum text-ink-3">{t("attemptNumber", { number })}</span>
          <span className="font-medium">{words({ status, error }) ?? t("noAnswer")}</span>
          <span className="ml-auto flex items-baseline gap-3 text-xs text-ink-3">
            <span className="tnum">{t("duration", { ms: numberFormat(locale, {}).format(durationMs) })}</span>
            <DateTime at={at} style="full" className="max-lg:hidden" />
            <RelativeTime at={at} className="lg:hidden" />
          </span>
        </summary>
        <div className="grid gap-3 border-t px-3 py-3">
          {error && status === null ? <p className="text-sm text-ink-2">{detailOf(error)}</p> : null}
          {responseBody ? (
            <div className="grid gap-1.5">
              <p className="text-xs text-ink-3">{t("responseBody")}</p>
              <CodeBlock label={t("responseBody")} text={prettyJson(responseBody) ?? responseBody} wrap />
            </div>
          ) : (
            <p className="text-xs text-ink-3">{t(status === null ? "noAnswer" : "emptyBody")}</p>
          )}
        </div>
      </details>
    </li>
  );
}

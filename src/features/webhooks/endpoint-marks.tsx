"use client";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { numberFormat } from "#components/format/intl-cache.ts";
import { Badge, DotStatus, type Tone } from "#components/ui/badge.tsx";
import { type Endpoint, type Health, healthOf } from "#features/webhooks/endpoint-params.ts";

const tones: Readonly<Record<Health, Tone>> = {
  healthy: "green",
  failing: "red",
  resting: "amber",
  unused: "neutral",
  paused: "neutral",
  disabled: "red",
};

export function HealthMark({ endpoint }: { endpoint: Pick<Endpoint, "status" | "health"> }) {
  const t = useTranslations("webhooks.health");
  const health = healthOf(endpoint);
  return <DotStatus tone={tones[health]}>{t(health)}</DotStatus>;
}

const shown = 2;

/** The events that an endpoint receives; `whole` for the full list. */
export function EventTypes({ types, whole = false }: { types: readonly string[]; whole?: boolean }) {
  const t = useTranslations("webhooks");
  if (types.includes("*")) return <span className="text-ink-2">{t("allEvents")}</span>;
  const named = whole ? types : types.slice(0, shown);
  const more = types.length - named.length;
  return (
    <span className={cx("inline-flex items-center gap-1.5", whole && "flex-wrap")} title={types.join(", ")}>
      {named.map((type) => (
        <Badge key={type} className="font-mono font-normal">
          {type}
        </Badge>
      ))}
      {more > 0 ? <Badge>+{more}</Badge> : null}
    </span>
  );
}

/** The success rate of the last day, as a bar and in figures. */
export function SuccessRate({ day, className }: { day: Endpoint["last24h"]; className?: string }) {
  const t = useTranslations("webhooks");
  const { locale } = useFormatSettings();
  const { succeeded, failed, successRate } = day;
  if (successRate === null) return <span className={cx("text-ink-3", className)}>–</span>;
  const whole = successRate === 1 || successRate === 0;
  // Rounds down below 100 %.
  const share = Math.floor(successRate * 1000) / 1000;
  const text = numberFormat(locale, { style: "percent", maximumFractionDigits: whole ? 0 : 1 }).format(share);
  return (
    <span
      className={cx("inline-flex items-center gap-2.5", className)}
      title={t("attemptsOfDay", { succeeded, failed })}
    >
      <span className="flex h-1.5 w-16 gap-px overflow-hidden rounded-full" aria-hidden="true">
        {succeeded > 0 ? <span className="min-w-1 bg-green" style={{ flexGrow: succeeded }} /> : null}
        {failed > 0 ? <span className="min-w-1 bg-red" style={{ flexGrow: failed }} /> : null}
      </span>
      <span className={cx("tnum", successRate < 0.95 && "font-medium text-red-ink")}>{text}</span>
    </span>
  );
}

"use client";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { dateFormat } from "#components/format/intl-cache.ts";
import { Quantity } from "#components/format/quantity.tsx";
import { RelativeTime } from "#components/format/time.tsx";
import { type RingFill, RingGlyph } from "#components/patterns/status-glyph.tsx";
import type { JobState, Queue } from "./queue-params.ts";
import { rhythmOf } from "./schedule-words.ts";

const glyphs: Record<JobState, { fill: RingFill; className: string }> = {
  waiting: { fill: 0, className: "text-grey" },
  active: { fill: 50, className: "text-blue" },
  retrying: { fill: 25, className: "text-amber" },
  completed: { fill: "check", className: "text-green" },
  failed: { fill: "cross", className: "text-red" },
  parked: { fill: "cross", className: "text-red" },
  cancelled: { fill: "dashed", className: "text-grey" },
};

export function JobStateMark({ state }: { state: JobState }) {
  const t = useTranslations("queues.state");
  return (
    <span className="inline-flex items-center gap-1.5 text-sm whitespace-nowrap">
      <RingGlyph {...glyphs[state]} />
      {t(state)}
    </span>
  );
}

/** The server's count is capped. */
const MOST = 10_000;

export function JobCount({ value, bad = false }: { value: number; bad?: boolean }) {
  const t = useTranslations("queues");
  if (value >= MOST) return <span className="tnum whitespace-nowrap">{t("atLeast")}</span>;
  return <Quantity value={value} quietZero className={cx(bad && value > 0 && "text-red-ink")} />;
}

/** When a queue's jobs are created, as text. */
export function useRhythm(): (schedule: string | null) => string {
  const t = useTranslations("queues.every");
  const { locale } = useFormatSettings();
  return (schedule) => {
    if (schedule === null) return t("events");
    const rhythm = rhythmOf(schedule);
    if (rhythm === null) return `${schedule} UTC`;
    if (rhythm.every === "minutes") return t("minutes", { count: rhythm.count });
    if (rhythm.every === "hour") return t("hour", { minute: rhythm.minute });
    if (rhythm.every === "day") return t("day", { time: rhythm.time });
    const day = new Date(Date.UTC(2023, 0, 1 + rhythm.weekday)); // a Sunday, and the days after it
    return t("week", { day: dateFormat(locale, { weekday: "long", timeZone: "UTC" }).format(day), time: rhythm.time });
  };
}

export function Rhythm({ queue }: { queue: Pick<Queue, "schedule" | "nextRunAt"> }) {
  const t = useTranslations("queues");
  const rhythm = useRhythm();
  return (
    <span className="text-ink-2">
      {rhythm(queue.schedule)}
      {queue.nextRunAt ? (
        <span className="text-ink-3">
          {" · "}
          {t.rich("next", { when: () => <RelativeTime at={queue.nextRunAt ?? ""} /> })}
        </span>
      ) : null}
    </span>
  );
}

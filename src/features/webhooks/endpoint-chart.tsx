"use client";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Chart } from "#components/chart/chart.tsx";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { dateFormat, numberFormat } from "#components/format/intl-cache.ts";
import { Section } from "#components/patterns/section.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { type Outputs, trpc } from "#features/trpc/client.ts";
import { QueryError } from "#features/trpc/query-error.tsx";
import { windows } from "#features/webhooks/endpoint-params.ts";

const measures = ["attempts", "times"] as const;
type Hour = Outputs["webhooks"]["endpointMetrics"]["hours"][number];

const askAgainMs = 30_000;

/** Attempts per hour, or response times. */
export function EndpointChart({ id }: { id: string }) {
  const t = useTranslations("webhooks.chart");
  const { locale, timeZone } = useFormatSettings();
  const [window, setWindow] = useState<(typeof windows)[number]>("24h");
  const [measure, setMeasure] = useState<(typeof measures)[number]>("attempts");
  const query = trpc.webhooks.endpointMetrics.useQuery(
    { id, window },
    { placeholderData: keepPreviousData, refetchInterval: askAgainMs },
  );
  const number = numberFormat(locale, {});
  const hourName = ({ hour }: Hour) =>
    dateFormat(locale, {
      ...(window === "7d" ? { weekday: "short" as const } : {}),
      hour: "2-digit",
      minute: "2-digit",
      timeZone,
    }).format(new Date(hour));
  return (
    <Section
      title={t("title")}
      className="border-t-0"
      actions={
        <Segmented
          label={t("window")}
          value={window}
          onValueChange={setWindow}
          segments={windows.map((value) => ({ value, label: t(`last.${value}`) }))}
        />
      }
    >
      <Segmented
        label={t("measure")}
        value={measure}
        onValueChange={setMeasure}
        segments={measures.map((value) => ({ value, label: t(value) }))}
        className="mb-4"
      />
      {query.isError && !query.data ? (
        <QueryError error={query.error} onRetry={() => void query.refetch()} className="py-6" />
      ) : query.data === undefined ? (
        <Skeleton className="h-50" />
      ) : measure === "attempts" ? (
        <Chart
          label={t("attemptsLabel")}
          series={[
            { key: "succeeded", label: t("succeeded"), kind: "bar", tone: "accent", stack: "attempts" },
            { key: "failed", label: t("failed"), kind: "bar", tone: "red", stack: "attempts" },
          ]}
          points={query.data.hours.map((hour) => ({
            label: hourName(hour),
            values: { succeeded: hour.succeeded, failed: hour.failed },
          }))}
          formatValue={(value) => number.format(value)}
        />
      ) : (
        <Chart
          label={t("timesLabel")}
          series={[
            { key: "p50", label: t("p50"), kind: "line", tone: "accent" },
            { key: "p95", label: t("p95"), kind: "line", tone: "amber" },
          ]}
          points={query.data.hours.map((hour) => ({
            label: hourName(hour),
            values: { p50: hour.p50Ms ?? 0, p95: hour.p95Ms ?? 0 },
          }))}
          formatValue={(value) => t("ms", { value: number.format(value) })}
        />
      )}
    </Section>
  );
}

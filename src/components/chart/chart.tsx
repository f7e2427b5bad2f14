"use client";
import dynamic from "next/dynamic";
import type { TrendChartProps } from "#components/chart/trend-chart.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

const Lazy = dynamic(() => import("#components/chart/trend-chart.tsx").then((module) => module.TrendChart), {
  ssr: false,
});

/**
 * Bars or a line over time. The chart library comes only when a chart is on the page; until then the same room is
 * taken. Screen readers get the numbers as a table.
 */
export function Chart(props: TrendChartProps) {
  return (
    <div className="relative" style={{ height: props.height ?? 200 }}>
      <Skeleton className="absolute inset-0 -z-10 h-full opacity-40" />
      <Lazy {...props} />
    </div>
  );
}

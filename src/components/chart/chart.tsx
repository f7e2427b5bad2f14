"use client";
import dynamic from "next/dynamic";
import type { TrendChartProps } from "#components/chart/trend-chart.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

const Lazy = dynamic(() => import("#components/chart/trend-chart.tsx").then((module) => module.TrendChart), {
  ssr: false,
});

/**
 * Bars or a line over time. The chart library is loaded on demand; until then its space is reserved. Screen readers get
 * the numbers as a table.
 */
export function Chart(props: TrendChartProps) {
  return (
    <div className="relative" style={{ height: props.height ?? 200 }}>
      <Skeleton className="absolute inset-0 -z-10 h-full opacity-40" />
      <Lazy {...props} />
    </div>
  );
}

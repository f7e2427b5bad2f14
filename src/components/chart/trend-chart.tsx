"use client";
import { Area, Bar, CartesianGrid, ComposedChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";

export type ChartSeries = {
  key: string;
  label: string;
  kind: "bar" | "line";
  tone?: "accent" | "grey" | "amber" | "violet" | "green" | "red";
  /** Bars with the same stack are stacked. */
  stack?: string;
};
export type ChartPoint = { label: string; values: Record<string, number> };

export type TrendChartProps = {
  points: readonly ChartPoint[];
  series: readonly ChartSeries[];
  /** The accessible name of the chart. */
  label: string;
  formatValue: (value: number) => string;
  /** For the axis, where space is limited; default: as above. */
  formatTick?: (value: number) => string;
  /** In px. */
  height?: number;
};

const tick = { fill: "var(--ink-3)", fontSize: 11 };

export function TrendChart({ points, series, label, formatValue, formatTick, height = 200 }: TrendChartProps) {
  const data = points.map((point) => ({ name: point.label, ...point.values }));
  return (
    <figure aria-label={label} className="absolute inset-0 bg-surface">
      <div aria-hidden="true" className="h-full">
        <ResponsiveContainer width="100%" height={height}>
          <ComposedChart data={data} margin={{ top: 8, right: 0, bottom: 0, left: 0 }} accessibilityLayer={false}>
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis dataKey="name" tickLine={false} axisLine={false} tick={tick} tickMargin={8} minTickGap={32} />
            <YAxis
              width="auto"
              tickLine={false}
              axisLine={false}
              tick={tick}
              tickCount={4}
              tickFormatter={formatTick ?? formatValue}
              allowDecimals={false}
            />
            <Tooltip
              cursor={{ fill: "var(--hover)", stroke: "var(--line-strong)" }}
              isAnimationActive={false}
              content={({ active, payload, label: name }) =>
                active ? (
                  <TipBox name={String(name)} series={series} values={payload[0]?.payload} formatValue={formatValue} />
                ) : null
              }
            />
            {series.map((one) => {
              const color = `var(--${one.tone ?? "accent"})`;
              return one.kind === "bar" ? (
                <Bar
                  key={one.key}
                  dataKey={one.key}
                  fill={color}
                  {...(one.stack ? { stackId: one.stack } : { radius: [3, 3, 0, 0] })}
                  maxBarSize={28}
                  isAnimationActive={false}
                />
              ) : (
                <Area
                  key={one.key}
                  dataKey={one.key}
                  stroke={color}
                  fill={color}
                  fillOpacity={series.length === 1 ? 0.1 : 0}
                  strokeWidth={1.75}
                  type="monotone"
                  dot={false}
                  activeDot={{ r: 3 }}
                  isAnimationActive={false}
                />
              );
            })}
          </ComposedChart>
        </ResponsiveContainer>
      </div>
      <ChartTable points={points} series={series} label={label} formatValue={formatValue} />
    </figure>
  );
}

type TipBoxProps = {
  name: string;
  series: readonly ChartSeries[];
  values: unknown;
  formatValue: (value: number) => string;
};

function TipBox({ name, series, values, formatValue }: TipBoxProps) {
  const entries = new Map<string, unknown>(typeof values === "object" && values !== null ? Object.entries(values) : []);
  return (
    <div className="grid gap-1 rounded-md bg-raised px-3 py-2 text-xs shadow-pop">
      <span className="text-ink-3">{name}</span>
      {series.map((one) => (
        <span key={one.key} className="flex items-center justify-between gap-4">
          <span className="flex items-center gap-1.5">
            <span className="size-2 rounded-full" style={{ background: `var(--${one.tone ?? "accent"})` }} />
            {one.label}
          </span>
          <span className="tnum font-medium">{formatValue(Number(entries.get(one.key) ?? 0))}</span>
        </span>
      ))}
    </div>
  );
}

function ChartTable({
  points,
  series,
  label,
  formatValue,
}: Pick<TrendChartProps, "points" | "series" | "label" | "formatValue">) {
  return (
    <table className="sr-only">
      <caption>{label}</caption>
      <thead>
        <tr>
          <td />
          {series.map((one) => (
            <th key={one.key} scope="col">
              {one.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {points.map((point) => (
          <tr key={point.label}>
            <th scope="row">{point.label}</th>
            {series.map((one) => (
              <td key={one.key}>{formatValue(point.values[one.key] ?? 0)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

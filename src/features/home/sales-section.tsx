"use client";
import { ArrowDownRight, ArrowUpRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Chart } from "#components/chart/chart.tsx";
import { cx } from "#components/cx.ts";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { dateFormat, numberFormat } from "#components/format/intl-cache.ts";
import { Money } from "#components/format/money.tsx";
import { Quantity } from "#components/format/quantity.tsx";
import { Section } from "#components/patterns/section.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { formatMoney, type MoneyStyle } from "#core/kernel/money-text.ts";
import type { Overview } from "#features/home/activity.ts";

type Measure = "sales" | "orders";

/** Today compared with the same weekday a week ago, and the last 30 days as bars. */
export function SalesSection({ overview }: { overview: Overview }) {
  const t = useTranslations("home");
  const { locale } = useFormatSettings();
  const [measure, setMeasure] = useState<Measure>("sales");
  const { currency, days, today, weekAgo } = overview;
  const number = numberFormat(locale, {});
  const dayName = (date: string) =>
    dateFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" }).format(new Date(date));
  const weekday = dateFormat(locale, { weekday: "long", timeZone: "UTC" }).format(new Date(days.at(-1)?.date ?? 0));
  const sum = (of: Measure) => days.reduce((total, day) => total + day[of], 0);
  const money = (value: number, style: MoneyStyle) => formatMoney(Math.round(value), currency, { locale, style });
  const format = (style: MoneyStyle) => (value: number) =>
    measure === "sales" ? money(value, style) : number.format(value);
  const show = (figures: { sales: number; orders: number }) =>
    measure === "sales" ? <Money amount={figures.sales} currency={currency} /> : <Quantity value={figures.orders} />;
  const other = (figures: { sales: number; orders: number }) =>
    measure === "sales" ? t("ordersCount", { count: figures.orders }) : money(figures.sales, "narrow");
  const all = { sales: sum("sales"), orders: sum("orders") };
  return (
    <Section
      title={t("sales")}
      className="border-t-0 pt-6"
      actions={
        <Segmented
          label={t("measure.label")}
          value={measure}
          onValueChange={setMeasure}
          segments={[
            { value: "sales", label: t("measure.sales") },
            { value: "orders", label: t("measure.orders") },
          ]}
        />
      }
    >
      <dl className="mb-5 flex flex-wrap gap-x-12 gap-y-4">
        <Figure term={t("today")} note={other(today)} mark={<Against now={today[measure]} before={weekAgo[measure]} />}>
          {show(today)}
        </Figure>
        <Figure term={t("weekAgo", { weekday })} note={other(weekAgo)} quiet>
          {show(weekAgo)}
        </Figure>
        <Figure term={t("last30Days")} note={other(all)} quiet>
          {show(all)}
        </Figure>
      </dl>
      <Chart
        label={t(measure === "sales" ? "chartSales" : "chartOrders")}
        height={220}
        series={[{ key: measure, label: t(`measure.${measure}`), kind: "bar" }]}
        points={days.map((day) => ({ label: dayName(day.date), values: { [measure]: day[measure] } }))}
        formatValue={format("narrow")}
        formatTick={format("compact")}
      />
    </Section>
  );
}

type FigureProps = { term: string; note: string; mark?: ReactNode; quiet?: boolean; children: ReactNode };

function Figure({ term, note, mark, quiet, children }: FigureProps) {
  return (
    <div className="grid content-start gap-0.5">
      <dt className="text-sm text-ink-2">{term}</dt>
      <dd className="flex items-baseline gap-2.5">
        <span className={cx("tnum text-2xl font-semibold tracking-tight", quiet && "font-medium text-ink-2")}>
          {children}
        </span>
        {mark}
      </dd>
      <dd className="tnum text-xs text-ink-3">{note}</dd>
    </div>
  );
}

/** The relative change; empty when there was nothing before. */
function Against({ now, before }: { now: number; before: number }) {
  const t = useTranslations("ui");
  const { locale } = useFormatSettings();
  if (before === 0) return null;
  const ratio = now / before - 1;
  const value = numberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(Math.abs(ratio));
  const Arrow = ratio < 0 ? ArrowDownRight : ArrowUpRight;
  return (
    <span
      className={cx(
        "tnum inline-flex items-center gap-0.5 text-sm font-medium",
        ratio < 0 ? "text-red-ink" : "text-green-ink",
      )}
    >
      <Arrow className="size-3.5" aria-hidden="true" />
      <span aria-hidden="true">{value}</span>
      <span className="sr-only">{ratio < 0 ? t("deltaDown", { value }) : t("deltaUp", { value })}</span>
    </span>
  );
}

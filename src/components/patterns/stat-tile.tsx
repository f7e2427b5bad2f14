"use client";
import { ArrowDownRight, ArrowRight, ArrowUpRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { numberFormat } from "#components/format/intl-cache.ts";
import { Sparkline } from "#components/patterns/sparkline.tsx";

type StatTileProps = {
  label: ReactNode;
  value: ReactNode;
  /** Relative to the period before, 0.12 = +12 %. `goodWhen` sets its colour. */
  change?: { ratio: number; goodWhen: "up" | "down" };
  /** Under the number, muted. */
  note?: ReactNode;
  trend?: readonly number[];
  /** Makes the whole tile a link to the list behind the number. */
  href?: string;
  /** Shows the number in the warning colour. */
  tone?: "plain" | "amber" | "red";
  className?: string;
};

const tones = { plain: "", amber: "text-amber-ink", red: "text-red-ink" };

/** A number with an optional link. Tiles belong in a `StatRow`, which draws the hairlines between them. */
export function StatTile({ label, value, change, note, trend, href, tone = "plain", className }: StatTileProps) {
  const body = (
    <>
      <span className="flex items-center justify-between text-sm text-ink-2">
        {label}
        {href ? (
          <ArrowRight className="size-3.5 text-ink-3 opacity-0 transition-opacity group-hover:opacity-100 group-focus-visible:opacity-100" />
        ) : null}
      </span>
      <span className="mt-1 flex items-end justify-between gap-3">
        <span className={cx("tnum text-2xl leading-8 font-semibold tracking-tight", tones[tone])}>{value}</span>
        {trend ? <Sparkline values={trend} className="mb-0.5 min-w-0 shrink" /> : null}
      </span>
      {change || note ? (
        <span className="mt-1 flex items-center gap-2 text-xs text-ink-3">
          {change ? <Change {...change} /> : null}
          {note}
        </span>
      ) : null}
    </>
  );
  const classes = cx("group flex flex-col bg-surface px-4 py-3.5 md:px-5", className);
  if (!href) return <div className={classes}>{body}</div>;
  return (
    <Link href={href} className={cx(classes, "transition-colors hover:bg-canvas focus-visible:-outline-offset-2")}>
      {body}
    </Link>
  );
}

function Change({ ratio, goodWhen }: { ratio: number; goodWhen: "up" | "down" }) {
  const t = useTranslations("ui");
  const { locale } = useFormatSettings();
  const value = numberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(Math.abs(ratio));
  if (ratio === 0) return <span>{t("unchanged")}</span>;
  const up = ratio > 0;
  const Arrow = up ? ArrowUpRight : ArrowDownRight;
  return (
    <span
      className={cx(
        "tnum inline-flex items-center gap-0.5 font-medium",
        up === (goodWhen === "up") ? "text-green-ink" : "text-red-ink",
      )}
    >
      <Arrow className="size-3" aria-hidden="true" />
      <span aria-hidden="true">{value}</span>
      <span className="sr-only">{up ? t("deltaUp", { value }) : t("deltaDown", { value })}</span>
    </span>
  );
}

export function StatRow({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <div
      className={cx(
        "grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-line lg:auto-cols-fr lg:grid-flow-col lg:grid-cols-none",
        className,
      )}
    >
      {children}
    </div>
  );
}

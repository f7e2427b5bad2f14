"use client";
import { keepPreviousData } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { Quantity } from "#components/format/quantity.tsx";
import { Alert } from "#components/patterns/alert.tsx";
import { useSettled } from "#features/list/use-settled.ts";
import type { Level } from "#features/stock/stock-params.ts";
import { type Outputs, trpc } from "#features/trpc/client.ts";

type Touched = Outputs["inventory"]["preview"]["waiting"];

const shownOrders = 5;

type AdjustPreviewProps = {
  level: Level;
  /** 0: nothing to show. */
  delta: number;
  /** A count that matches is confirmed. */
  counted: boolean;
};

/** The effect of an adjustment on the figures and on waiting orders. Keeps its height while loading. */
export function AdjustPreview({ level, delta, counted }: AdjustPreviewProps) {
  const t = useTranslations("stock");
  const [settled] = useSettled(delta);
  const { sku, location } = level;
  const preview = trpc.inventory.preview.useQuery(
    { sku, location, delta: settled },
    { enabled: settled !== 0, placeholderData: keepPreviousData, staleTime: 5000 },
  );
  const after = delta === 0 ? undefined : preview.data;
  return (
    <div className="min-h-16 rounded-md bg-sunken px-3 py-2.5 text-sm" aria-live="polite">
      <div className={cx("flex flex-wrap gap-x-6 gap-y-1", preview.isPlaceholderData && "opacity-60")}>
        <Change label={t("field.onHand")} from={level.onHand} to={after?.level.onHand} />
        <Change label={t("field.reserved")} from={level.reserved} to={after?.level.reserved} />
        <Change label={t("field.available")} from={level.available} to={after?.level.available} />
      </div>
      {after === undefined ? (
        <p className="mt-1 text-xs text-ink-3">{counted ? t("noChange") : null}</p>
      ) : (
        <>
          {after.waiting.length > 0 ? <Consequence kind="wouldWait" orders={after.waiting} /> : null}
          {after.covered.length > 0 ? <Consequence kind="wouldCover" orders={after.covered} /> : null}
        </>
      )}
    </div>
  );
}

function Change({ label, from, to }: { label: string; from: number; to: number | undefined }) {
  const changed = to !== undefined && to !== from;
  return (
    <span className="inline-flex items-baseline gap-1.5">
      <span className="text-xs text-ink-3">{label}</span>
      <Quantity value={from} className={cx(changed && "text-ink-3")} />
      {changed ? (
        <>
          <ArrowRight className="size-3 self-center text-ink-3" aria-hidden="true" />
          <Quantity value={to} className="font-medium" />
        </>
      ) : null}
    </span>
  );
}

function Consequence({ kind, orders }: { kind: "wouldWait" | "wouldCover"; orders: Touched }) {
  const t = useTranslations("stock");
  const rest = orders.length - shownOrders;
  return (
    <Alert
      tone={kind === "wouldWait" ? "warning" : "success"}
      title={t(kind, { count: orders.length })}
      className="mt-3 -mx-1"
    >
      <p>{t(`${kind}Body`)}</p>
      <ul className="mt-2 grid gap-1">
        {orders.slice(0, shownOrders).map((order) => (
          <li key={order.id} className="flex justify-between gap-3">
            <span className="min-w-0 truncate">
              <Link
                href={`/orders/${order.id}`}
                target="_blank"
                className="tnum font-medium text-ink underline underline-offset-2"
              >
                {order.number}
              </Link>{" "}
              {order.customer}
            </span>
            <span className="tnum shrink-0">{t("orderUnits", { count: order.units })}</span>
          </li>
        ))}
        {rest > 0 ? <li className="text-xs">{t("andMore", { count: rest })}</li> : null}
      </ul>
    </Alert>
  );
}

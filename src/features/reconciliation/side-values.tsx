"use client";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { Money } from "#components/format/money.tsx";
import { Quantity } from "#components/format/quantity.tsx";
import { orderStatuses, paymentStatuses } from "#features/orders/statuses.ts";
import type { Difference } from "./reconciliation-params.ts";

type Side = Difference["theirs"];
export const sideFields = [
  "number",
  "externalId",
  "sku",
  "location",
  "status",
  "paymentStatus",
  "total",
  "currency",
  "onHand",
  "available",
] as const;
export type SideField = (typeof sideFields)[number];

/** One field of one side, formatted. */
export function useSideValue(): (side: Side, field: string) => ReactNode {
  const t = useTranslations("orders");
  return (side, field) => {
    const value = side?.[field];
    if (value === undefined || value === null) return null;
    if (typeof value === "number") {
      const currency = side?.["currency"];
      if (field === "total") return <Money amount={value} {...(typeof currency === "string" ? { currency } : {})} />;
      return <Quantity value={value} />;
    }
    if (typeof value !== "string") return null;
    const status = field === "status" ? orderStatuses.find((one) => one === value) : undefined;
    if (status) return t(`status.${status}`);
    const payment = field === "paymentStatus" ? paymentStatuses.find((one) => one === value) : undefined;
    return payment ? t(`paymentStatus.${payment}`) : value;
  };
}

/** One side in one line: differing fields first and marked, then the others. */
export function SideLine({ side, difference }: { side: Side; difference: Difference }) {
  const t = useTranslations("reconciling.repair.field");
  const whole = useTranslations("reconciling.repair")("whole");
  const valueOf = useSideValue();
  if (side === null) return <span className="text-ink-3">–</span>;
  const marked = difference.kind === "differs";
  const named = sideFields.filter((field) =>
    marked ? difference.fields.includes(field) : ["status", "total", "onHand", "available"].includes(field),
  );
  if (side["order"] !== undefined && named.every((field) => side[field] === undefined))
    return <span className="text-ink-3">{whole}</span>;
  return (
    <span className="inline-flex gap-3">
      {named.map((field) => {
        const value = valueOf(moneyOf(side, difference), field);
        if (value === null) return null;
        return (
          <span key={field}>
            <span className="text-ink-3">{t(field)} </span>
            <span className={cx(marked && "font-medium text-amber-ink")}>{value}</span>
          </span>
        );
      })}
    </span>
  );
}

/** Their amounts default to our order's currency. */
export function moneyOf(side: Side, { ours }: Difference): Side {
  return side === null ? null : { ...(ours?.["currency"] ? { currency: ours["currency"] } : {}), ...side };
}

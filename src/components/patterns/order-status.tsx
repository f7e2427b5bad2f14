"use client";
import { PauseCircle } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import {
  BoxGlyph,
  type BoxFill,
  NoteGlyph,
  type NoteFill,
  RingGlyph,
  type RingFill,
} from "#components/patterns/status-glyph.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { Catalogue } from "#messages/catalogue.ts";

export type OrderStatus = "draft" | "pending" | "processing" | "shipped" | "delivered" | "cancelled";
export type PaymentStatus = "unpaid" | "authorized" | "partially_paid" | "paid" | "partially_refunded" | "refunded";
export type FulfillmentStatus = "unfulfilled" | "partially_fulfilled" | "fulfilled" | "partially_returned" | "returned";
export type HoldReason = Exclude<keyof Catalogue["orders"]["hold"], "label" | "held">;

const order: Record<OrderStatus, { fill: RingFill; color: string }> = {
  draft: { fill: "dashed", color: "text-grey" },
  pending: { fill: 0, color: "text-amber" },
  processing: { fill: 50, color: "text-blue" },
  shipped: { fill: 75, color: "text-violet" },
  delivered: { fill: "check", color: "text-green" },
  cancelled: { fill: "cross", color: "text-grey" },
};

const payment: Record<PaymentStatus, { fill: NoteFill; color: string }> = {
  unpaid: { fill: "empty", color: "text-amber" },
  authorized: { fill: "reserved", color: "text-blue" },
  partially_paid: { fill: "half", color: "text-amber" },
  paid: { fill: "full", color: "text-green" },
  partially_refunded: { fill: "half-back", color: "text-violet" },
  refunded: { fill: "back", color: "text-grey" },
};

const fulfillment: Record<FulfillmentStatus, { fill: BoxFill; color: string }> = {
  unfulfilled: { fill: "empty", color: "text-amber" },
  partially_fulfilled: { fill: "half", color: "text-blue" },
  fulfilled: { fill: "full", color: "text-green" },
  partially_returned: { fill: "half-back", color: "text-violet" },
  returned: { fill: "back", color: "text-grey" },
};

type StatusProps<S> = { status: S; className?: string };

function StatusWord({
  glyph,
  word,
  quiet,
  className,
}: {
  glyph: ReactNode;
  word: string;
  quiet: boolean;
  className?: string | undefined;
}) {
  return (
    <span
      className={cx("inline-flex items-center gap-1.5 text-sm whitespace-nowrap", quiet && "text-ink-2", className)}
    >
      {glyph}
      {word}
    </span>
  );
}

export function OrderStatusLabel({ status, className }: StatusProps<OrderStatus>) {
  const t = useTranslations("orders.status");
  const { fill, color } = order[status];
  return (
    <StatusWord
      glyph={<RingGlyph fill={fill} className={color} />}
      word={t(status)}
      quiet={status === "cancelled"}
      className={className}
    />
  );
}

export function PaymentStatusLabel({ status, className }: StatusProps<PaymentStatus>) {
  const t = useTranslations("orders.paymentStatus");
  const { fill, color } = payment[status];
  return (
    <StatusWord
      glyph={<NoteGlyph fill={fill} className={color} />}
      word={t(status)}
      quiet={status === "refunded"}
      className={className}
    />
  );
}

export function FulfillmentStatusLabel({ status, className }: StatusProps<FulfillmentStatus>) {
  const t = useTranslations("orders.fulfillmentStatus");
  const { fill, color } = fulfillment[status];
  return (
    <StatusWord
      glyph={<BoxGlyph fill={fill} className={color} />}
      word={t(status)}
      quiet={status === "returned"}
      className={className}
    />
  );
}

/** The only status with a background: it blocks the order, so it must be noticed first. */
export function HoldBadge({ reason, className }: { reason?: HoldReason; className?: string }) {
  const t = useTranslations("orders.hold");
  return (
    <Badge tone="amber" {...(className ? { className } : {})}>
      <PauseCircle aria-hidden="true" />
      {t("held")}
      {reason ? <span className="font-normal">· {t(reason)}</span> : null}
    </Badge>
  );
}

"use client";
import { useTranslations } from "use-intl";
import { Alert } from "#components/patterns/alert.tsx";
import { useAdvice } from "#features/trpc/failure.ts";
import type { Order } from "../../order-news.ts";
import type { OrderLine } from "../order-rules.ts";
import { LinePicker } from "./line-picker.tsx";
import { useMoneyText } from "./use-money-text.ts";
import type { useRefundPicks } from "./use-refund-picks.ts";

type RefundLinesProps = {
  order: Order;
  picks: ReturnType<typeof useRefundPicks>;
  /** What the payments hold. */ most: number;
};

/** The units to refund per line, and their amount. Each unit can be refunded once. */
export function RefundLines({ order, picks, most }: RefundLinesProps) {
  const t = useTranslations("orderDialog.refund");
  const money = useMoneyText(order.currency);
  const advice = useAdvice();
  const { told, error, lines } = picks;
  const gives = (line: OrderLine) => told?.lines.find(({ id }) => id === line.id)?.amount;
  const note = (line: OrderLine) => {
    const amount = gives(line);
    const { quantity } = line.refundable;
    return (
      <>
        <span>{quantity === 0 ? t("noneLeft") : t("unitsLeft", { left: quantity, of: line.quantity })}</span>
        {amount === undefined ? null : <span className="tnum text-ink">{money(amount)}</span>}
      </>
    );
  };
  const tooMuch = told !== undefined && told.amount > most;
  return (
    <>
      <LinePicker
        label={t("byLines")}
        lines={order.lines}
        picks={picks.picks}
        onPicksChange={picks.setPicks}
        most={(line) => line.refundable.quantity}
        note={note}
      />
      <p className="flex justify-between gap-3 text-sm" aria-live="polite">
        <span className="text-ink-2">{t("sum")}</span>
        <span className="tnum font-semibold">{money(told?.amount ?? 0)}</span>
      </p>
      {tooMuch ? <Alert tone="danger">{t("tooMuch", { amount: money(most) })}</Alert> : null}
      {error && lines.length > 0 ? <Alert tone="danger">{advice(error)}</Alert> : null}
      <p className="text-xs text-ink-3">{t("linesHint")}</p>
    </>
  );
}

"use client";
import { useTranslations } from "use-intl";
import { CheckboxField } from "#components/ui/checkbox.tsx";
import { useAdvice } from "#features/trpc/failure.ts";
import type { Order } from "../../order-news.ts";
import { capturable } from "../order-rules.ts";
import type { useCancelPreview } from "./use-cancel-preview.ts";
import { useMoneyText } from "./use-money-text.ts";

type CancelledMoneyProps = {
  order: Order;
  preview: ReturnType<typeof useCancelPreview>;
  /** Null without the scope to refund. */
  refund: { wanted: boolean; onWantedChange: (wanted: boolean) => void } | null;
};

/** The effect on payments, shown before submitting, and whether the amount due back is refunded at once. */
export function CancelledMoney({ order, preview, refund }: CancelledMoneyProps) {
  const t = useTranslations("orderDialog.cancel");
  const money = useMoneyText(order.currency);
  const advice = useAdvice();
  const { chosen, after, error } = preview;
  const authorized = order.payments.reduce((sum, payment) => sum + capturable(payment), 0);
  const { paid, refunded } = order.totals;
  const amount = money(Math.abs(after?.totals.due ?? 0));
  return (
    <section className="grid min-h-16 content-start gap-2 rounded-lg bg-sunken px-3.5 py-2.5 text-sm">
      <dl aria-live="polite">
        <dt className="font-medium">{t("money")}</dt>
        {chosen ? null : <dd className="text-ink-2">{t("nothingChosen")}</dd>}
        {error ? <dd className="text-red-ink">{advice(error)}</dd> : null}
        {after && !after.cancelled ? (
          <dd className="text-ink-2">{t("comesTo", { total: money(after.totals.total) })}</dd>
        ) : null}
        {after?.cancelled && authorized > 0 ? (
          <dd className="text-ink-2">{t("released", { amount: money(authorized) })}</dd>
        ) : null}
        {after && after.totals.due < 0 ? (
          <dd className="font-medium text-amber-ink">{t("dueBack", { amount })}</dd>
        ) : null}
        {after && after.totals.due > 0 ? <dd className="text-ink-2">{t("due", { amount })}</dd> : null}
        {after?.cancelled && paid <= refunded && authorized === 0 ? (
          <dd className="text-ink-2">{t("nothingPaid")}</dd>
        ) : null}
      </dl>
      {after && after.totals.due < 0 ? (
        refund ? (
          <CheckboxField
            label={t("refund", { amount })}
            hint={t(refund.wanted ? "refundHint" : "noRefundHint")}
            checked={refund.wanted}
            onCheckedChange={refund.onWantedChange}
          />
        ) : (
          <p className="text-xs text-ink-3">{t("mayNotRefund")}</p>
        )
      ) : null}
    </section>
  );
}

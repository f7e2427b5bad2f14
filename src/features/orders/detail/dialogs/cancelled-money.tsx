"use client";
import { useTranslations } from "use-intl";
import { trpc } from "#features/trpc/client.ts";
import { useAdvice } from "#features/trpc/failure.ts";
import type { Order } from "../../order-news.ts";
import { capturable } from "../order-rules.ts";
import { useMoneyText } from "./use-money-text.ts";

type CancelledMoneyProps = {
  order: Order;
  /** Absent: all that can be cancelled. */
  lines: { id: string; quantity: number }[] | undefined;
};

/** What becomes of the money, as the server reckons it, said before the button is pressed. */
export function CancelledMoney({ order, lines }: CancelledMoneyProps) {
  const t = useTranslations("orderDialog.cancel");
  const money = useMoneyText(order.currency);
  const advice = useAdvice();
  const chosen = lines?.length !== 0;
  const preview = trpc.orders.previewCancel.useQuery(
    { id: order.id, ...(lines ? { lines } : {}) },
    { enabled: chosen, staleTime: 0, retry: false },
  );
  const after = chosen && !preview.isFetching ? preview.data : undefined;
  const authorized = order.payments.reduce((sum, payment) => sum + capturable(payment), 0);
  const { paid, refunded } = order.totals;
  return (
    <dl className="min-h-16 rounded-lg bg-sunken px-3.5 py-2.5 text-sm" aria-live="polite">
      <dt className="font-medium">{t("money")}</dt>
      {chosen ? null : <dd className="text-ink-2">{t("nothingChosen")}</dd>}
      {chosen && preview.error ? <dd className="text-red-ink">{advice(preview.error)}</dd> : null}
      {after && !after.cancelled ? (
        <dd className="text-ink-2">{t("comesTo", { total: money(after.totals.total) })}</dd>
      ) : null}
      {after?.cancelled && authorized > 0 ? (
        <dd className="text-ink-2">{t("released", { amount: money(authorized) })}</dd>
      ) : null}
      {after && after.totals.due < 0 ? (
        <dd className="font-medium text-amber-ink">{t("dueBack", { amount: money(-after.totals.due) })}</dd>
      ) : null}
      {after && after.totals.due > 0 ? (
        <dd className="text-ink-2">{t("due", { amount: money(after.totals.due) })}</dd>
      ) : null}
      {after?.cancelled && paid <= refunded && authorized === 0 ? (
        <dd className="text-ink-2">{t("nothingPaid")}</dd>
      ) : null}
    </dl>
  );
}

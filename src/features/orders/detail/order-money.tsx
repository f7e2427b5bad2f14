"use client";
import { useTranslations } from "use-intl";
import { Money } from "#components/format/money.tsx";
import { Description, DescriptionList, Section } from "#components/patterns/section.tsx";
import { Button } from "#components/ui/button.tsx";
import type { Order } from "../order-news.ts";
import { Flash } from "./flash.tsx";
import { OrderPayments } from "./order-payments.tsx";
import { canPay, capturable, refundableOf } from "./order-rules.ts";
import type { OrderActions } from "./use-order-actions.ts";

export function OrderMoney({ order, actions }: { order: Order; actions: OrderActions }) {
  const t = useTranslations("orderDetail");
  const { totals, currency } = order;
  const authorized = order.payments.reduce((sum, payment) => sum + capturable(payment), 0);
  const row = (term: string, amount: number) => (
    <Description term={term} align="right">
      <Money amount={amount} currency={currency} />
    </Description>
  );
  return (
    <Section title={t("money.title")}>
      <Flash value={JSON.stringify(totals)}>
        <DescriptionList>
          {row(t("money.subtotal"), totals.subtotal)}
          {totals.discount > 0 ? row(t("money.discount"), -totals.discount) : null}
          {totals.shipping > 0 ? row(t("money.shipping"), totals.shipping) : null}
          {totals.tax > 0 ? row(t(order.taxMode === "included" ? "money.taxIncluded" : "money.tax"), totals.tax) : null}
          <Description term={<span className="font-semibold text-ink">{t("money.total")}</span>} align="right">
            <Money amount={totals.total} currency={currency} className="font-semibold" />
          </Description>
          {authorized > 0 ? row(t("money.authorized"), authorized) : null}
          {totals.paid > 0 ? row(t("money.paid"), totals.paid) : null}
          {totals.refunded > 0 ? row(t("money.refunded"), -totals.refunded) : null}
          {totals.due === 0 ? null : (
            <Description
              term={
                <span className="font-medium text-amber-ink">{t(totals.due > 0 ? "money.due" : "money.dueBack")}</span>
              }
              align="right"
            >
              <Money amount={Math.abs(totals.due)} currency={currency} className="font-medium text-amber-ink" />
            </Description>
          )}
        </DescriptionList>
      </Flash>
      <OrderPayments order={order} actions={actions} />
      {actions.may.payments ? <MoneyButtons order={order} actions={actions} /> : null}
    </Section>
  );
}

/** Hidden where the page's primary button is the same. */
function MoneyButtons({ order, actions }: { order: Order; actions: OrderActions }) {
  const t = useTranslations("orderDetail.action");
  const pay = canPay(order) && actions.step?.kind !== "pay";
  const refund = refundableOf(order) > 0 && actions.step?.kind !== "refund";
  if (!pay && !refund) return null;
  return (
    <div className="mt-3 flex gap-2">
      {pay ? (
        <Button size="sm" onClick={() => actions.open({ kind: "pay" })}>
          {t("pay")}
        </Button>
      ) : null}
      {refund ? (
        <Button size="sm" onClick={() => actions.open({ kind: "refund" })}>
          {t("refund")}
        </Button>
      ) : null}
    </div>
  );
}

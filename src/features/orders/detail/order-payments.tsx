"use client";
import { useTranslations } from "use-intl";
import { Money } from "#components/format/money.tsx";
import { DateTime } from "#components/format/time.tsx";
import { DotStatus, type Tone } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import type { Order } from "../order-news.ts";
import { useMoneyText } from "./dialogs/use-money-text.ts";
import { Flash } from "./flash.tsx";
import { capturable, type Payment, refundable } from "./order-rules.ts";
import type { OrderActions } from "./use-order-actions.ts";

const tones: Record<Payment["state"], Tone> = {
  requested: "amber",
  authorized: "blue",
  captured: "green",
  partially_captured: "amber",
  refunded: "neutral",
  partially_refunded: "violet",
  voided: "neutral",
  failed: "red",
};

type OrderPaymentsProps = { order: Order; actions: OrderActions };

/** The payments: the amounts of each and its available actions. */
export function OrderPayments({ order, actions }: OrderPaymentsProps) {
  const t = useTranslations("orderDetail.money");
  if (order.payments.length === 0) return null;
  return (
    <ul aria-label={t("payments")} className="mt-4 grid gap-3 border-t pt-3">
      {order.payments.map((payment) => (
        <li key={payment.id}>
          <Flash value={JSON.stringify(payment)}>
            <PaymentItem payment={payment} order={order} actions={actions} />
          </Flash>
        </li>
      ))}
    </ul>
  );
}

function PaymentItem({ payment, order, actions }: OrderPaymentsProps & { payment: Payment }) {
  const t = useTranslations("orderDetail");
  const money = useMoneyText(order.currency);
  const { currency } = order;
  const facts = [
    payment.capturePending > 0 && payment.state !== "requested"
      ? t("money.capturing", { amount: money(payment.capturePending) })
      : null,
    payment.state === "partially_captured" ? t("money.capturedPart", { amount: money(payment.captured) }) : null,
    payment.state === "partially_refunded" ? t("money.refundedPart", { amount: money(payment.refunded) }) : null,
    payment.refundPending > 0 ? t("money.refunding", { amount: money(payment.refundPending) }) : null,
  ].filter((fact) => fact !== null);
  return (
    <div className="text-sm">
      <div className="flex items-baseline justify-between gap-3">
        <span className="font-medium">{t(`money.method.${payment.method}`)}</span>
        <Money amount={payment.amount} currency={currency} />
      </div>
      <div className="flex items-baseline justify-between gap-3">
        <DotStatus tone={tones[payment.state]} className="text-ink-2">
          {t(`money.state.${payment.state}`)}
        </DotStatus>
        <DateTime at={payment.createdAt} className="text-xs text-ink-3" />
      </div>
      {payment.reference ? (
        <p className="truncate font-mono text-xs text-ink-3" title={payment.reference}>
          {payment.reference}
        </p>
      ) : null}
      {facts.length > 0 ? <p className="text-xs text-ink-3">{facts.join(" · ")}</p> : null}
      {actions.may.payments ? (
        <PaymentButtons payment={payment} many={order.payments.length > 1} actions={actions} />
      ) : null}
    </div>
  );
}

type PaymentButtonsProps = { payment: Payment; many: boolean; actions: OrderActions };

function PaymentButtons({ payment, many, actions }: PaymentButtonsProps) {
  const t = useTranslations("orderDetail.action");
  const open = capturable(payment) > 0;
  const refund = many && refundable(payment) > 0;
  if (!open && !refund) return null;
  const paymentId = payment.id;
  return (
    <div className="mt-1.5 flex gap-1.5">
      {open ? (
        <>
          <Button size="sm" onClick={() => actions.open({ kind: "capture", paymentId })}>
            {t("capture")}
          </Button>
          <Button size="sm" variant="ghost" onClick={() => actions.open({ kind: "void", paymentId })}>
            {t("void")}
          </Button>
        </>
      ) : null}
      {refund ? (
        <Button size="sm" variant="ghost" onClick={() => actions.open({ kind: "refund", paymentId })}>
          {t("refund")}
        </Button>
      ) : null}
    </div>
  );
}

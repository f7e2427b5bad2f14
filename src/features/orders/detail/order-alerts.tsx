"use client";
import { useTranslations } from "use-intl";
import { DateTime } from "#components/format/time.tsx";
import { Alert } from "#components/patterns/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { trpc } from "#features/trpc/client.ts";
import type { Order } from "../order-news.ts";
import { useMoneyText } from "./dialogs/use-money-text.ts";
import { refundableOf } from "./order-rules.ts";
import type { OrderActions } from "./use-order-actions.ts";

/** What must be noticed before any action on the order. */
export function OrderAlerts({ order, actions }: { order: Order; actions: OrderActions }) {
  const t = useTranslations("orderDetail");
  const reasons = useTranslations("orders.hold");
  const [hold, ...others] = order.holds;
  return (
    <>
      {hold ? (
        <Alert
          tone="warning"
          title={t("held.title", { reason: [hold, ...others].map(({ reason }) => reasons(reason)).join(", ") })}
          actions={
            actions.may.orders && actions.step?.kind !== "release" ? (
              <Button size="sm" busy={actions.busy === "release"} onClick={() => actions.call("release")}>
                {t("action.release")}
              </Button>
            ) : null
          }
          className="mb-3"
        >
          {order.holds.map(({ id, note, placedBy, placedAt, until }) => (
            <p key={id}>
              {note ? `${note} ` : null}
              <span className="text-ink-2">
                {t("held.by", { name: placedBy })}, <DateTime at={placedAt} />
                {until ? t.rich("held.until", { at: () => <DateTime at={until} /> }) : null}
              </span>
            </p>
          ))}
        </Alert>
      ) : null}
      {order.totals.due < 0 ? <DueBack order={order} actions={actions} /> : null}
      {order.status === "draft" ? <Alert className="mb-3">{t("draftNote")}</Alert> : null}
      {order.status === "cancelled" && order.cancelReason ? (
        <Alert className="mb-3">
          {t("cancelledNote", { reason: order.cancelReason })}
          {order.cancelledAt ? (
            <>
              {" · "}
              <DateTime at={order.cancelledAt} />
            </>
          ) : null}
        </Alert>
      ) : null}
    </>
  );
}

/** An amount due back, and why it has not been refunded. */
function DueBack({ order, actions }: { order: Order; actions: OrderActions }) {
  const t = useTranslations("orderDetail");
  const money = useMoneyText(order.currency);
  const last = trpc.payments.refunds.useQuery({ orderId: order.id }).data?.data.at(-1);
  const amount = -order.totals.due;
  const offered = actions.may.payments && refundableOf(order) > 0 && actions.step?.kind !== "refund";
  return (
    <Alert
      tone="warning"
      title={t("dueBackTitle", { amount: money(amount) })}
      actions={
        offered ? (
          <Button size="sm" onClick={() => actions.open({ kind: "refund" })}>
            {t("action.refund")}
          </Button>
        ) : null
      }
      className="mb-3"
    >
      {last?.state === "failed" ? t("refundRefused", { amount: money(last.amount) }) : t("dueBackNote")}
    </Alert>
  );
}

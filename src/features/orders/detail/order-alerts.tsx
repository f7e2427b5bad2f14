"use client";
import { useTranslations } from "use-intl";
import { DateTime } from "#components/format/time.tsx";
import { Alert } from "#components/patterns/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import type { Order } from "../order-news.ts";
import type { OrderActions } from "./use-order-actions.ts";

/** What must be known before anything is done with the order. */
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
              <Button size="sm" busy={actions.busy === "release"} onClick={actions.release}>
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

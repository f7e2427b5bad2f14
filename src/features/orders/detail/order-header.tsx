"use client";
import { ChevronDown, ChevronUp } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { DateTime } from "#components/format/time.tsx";
import {
  FulfillmentStatusLabel,
  HoldBadge,
  OrderStatusLabel,
  PaymentStatusLabel,
} from "#components/patterns/order-status.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { LazyMenu } from "#features/shell/lazy-menu.tsx";
import { OnlyFor } from "#features/shell/only-for.tsx";
import type { Order } from "../order-news.ts";
import type { Names } from "../use-names.ts";
import { Flash } from "./flash.tsx";
import { MoreButton } from "./more-button.tsx";
import type { OrderCommand } from "./order-commands.ts";
import type { useNeighbours } from "./use-neighbours.ts";
import type { OrderActions } from "./use-order-actions.ts";

const loadMenu = () => import("./order-menu.tsx").then((module) => module.OrderMenu);

type OrderHeaderProps = {
  order: Order;
  actions: OrderActions;
  beside: ReturnType<typeof useNeighbours>;
  names: Names;
  commands: readonly OrderCommand[];
};

export function OrderHeader({ order, actions, beside, names, commands }: OrderHeaderProps) {
  const t = useTranslations();
  const { step, takeStep, busy } = actions;
  return (
    <PageHeader
      back={<Trail beside={beside} />}
      title={t("orders.one", { number: order.number })}
      marks={
        <Flash value={`${order.status} ${order.paymentStatus} ${order.fulfillmentStatus} ${String(order.onHold)}`}>
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <OrderStatusLabel status={order.status} />
            <PaymentStatusLabel status={order.paymentStatus} />
            <FulfillmentStatusLabel status={order.fulfillmentStatus} />
            {order.onHold ? <HoldBadge {...(order.holds[0] ? { reason: order.holds[0].reason } : {})} /> : null}
            {order.imported ? <Badge>{t("orderDetail.imported")}</Badge> : null}
          </span>
        </Flash>
      }
      meta={
        <>
          {names.channelName(order.channel)} · <DateTime at={order.placedAt} />
          {order.externalId ? (
            <>
              {" · "}
              <span className="font-mono text-xs">{order.externalId}</span>
            </>
          ) : null}
        </>
      }
      actions={
        <>
          <OnlyFor scope="orders:write" what="orders" />
          <LazyMenu load={loadMenu} menuProps={{ commands }}>
            <MoreButton />
          </LazyMenu>
          {step ? (
            <Button
              variant="primary"
              busy={busy === step.kind}
              onClick={takeStep}
              {...(step.kind === "ship" ? { keys: "s" } : {})}
              {...(step.kind === "pay" ? { keys: "p" } : {})}
              {...(step.kind === "release" ? { keys: "h" } : {})}
            >
              {t(`orderDetail.action.${step.kind}`)}
            </Button>
          ) : null}
        </>
      }
    />
  );
}

function Trail({ beside }: { beside: OrderHeaderProps["beside"] }) {
  const t = useTranslations("orderDetail");
  return (
    <span className="flex h-6 items-center gap-1">
      <Link href={beside.back} className="rounded-sm hover:text-ink">
        {t("back")}
      </Link>
      <span className={cx("flex items-center", !beside.known && "invisible")}>
        <IconButton
          size="sm"
          className="size-6"
          label={t("previous")}
          keys="k"
          disabled={!beside.toPrevious}
          onClick={beside.toPrevious}
        >
          <ChevronUp />
        </IconButton>
        <IconButton
          size="sm"
          className="size-6"
          label={t("next")}
          keys="j"
          disabled={!beside.toNext}
          onClick={beside.toNext}
        >
          <ChevronDown />
        </IconButton>
      </span>
    </span>
  );
}

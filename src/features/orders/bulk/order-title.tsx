"use client";
import Link from "next/link";
import { useTranslations } from "use-intl";
import type { Order } from "../order-news.ts";

/** Number and customer. Opens in a new tab, so that the dialog stays. */
export function OrderTitle({ order }: { order: Order }) {
  const t = useTranslations();
  const name = order.customer?.name ?? order.customer?.email ?? order.shippingAddress?.name;
  return (
    <span className="flex min-w-0 items-baseline gap-2 text-sm">
      <Link
        href={`/orders/${order.number}`}
        target="_blank"
        prefetch={false}
        className="tnum rounded-sm font-medium hover:underline"
        aria-label={t("orderList.send.openOrder", { number: order.number })}
      >
        {order.number}
      </Link>
      <span className={name ? "truncate" : "truncate text-ink-3"}>{name ?? t("orderList.noCustomer")}</span>
    </span>
  );
}

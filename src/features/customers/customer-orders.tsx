"use client";
import { ShoppingBag } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { Money } from "#components/format/money.tsx";
import { DateTime, RelativeTime } from "#components/format/time.tsx";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { HoldBadge, OrderStatusLabel, PaymentStatusLabel } from "#components/patterns/order-status.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { customerOrdersInput } from "#features/customers/customer-params.ts";
import { type Outputs, trpc } from "#features/trpc/client.ts";
import { QueryError } from "#features/trpc/query-error.tsx";

type Order = Outputs["orders"]["list"]["data"][number];

/** The newest orders of a customer. */
export function CustomerOrders({ id }: { id: string }) {
  const t = useTranslations();
  const query = trpc.orders.list.useQuery(customerOrdersInput(id));
  if (query.isError) return <QueryError error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <Skeleton className="h-48" />;
  const orders = query.data.data;
  if (orders.length === 0) {
    return (
      <EmptyState
        icon={<ShoppingBag />}
        title={t("customers.noOrders")}
        body={t("customers.noOrdersBody")}
        className="py-8"
      />
    );
  }
  return (
    <>
      <Table className="max-md:hidden">
        <thead>
          <tr>
            <Th>{t("orders.field.number")}</Th>
            <Th>{t("orders.field.placed")}</Th>
            <Th>{t("orders.status.label")}</Th>
            <Th>{t("orders.paymentStatus.label")}</Th>
            <Th align="right">{t("orders.field.total")}</Th>
          </tr>
        </thead>
        <tbody>
          {orders.map((order) => (
            <OrderRow key={order.id} order={order} />
          ))}
        </tbody>
      </Table>
      <ul className="md:hidden">
        {orders.map((order) => (
          <li key={order.id} className="border-b last:border-b-0">
            <Link href={`/orders/${order.id}`} className="grid gap-1 py-2.5 text-sm">
              <span className="flex justify-between gap-3">
                <span className="tnum font-medium">{order.number}</span>
                <Money amount={order.totals.total} currency={order.currency} />
              </span>
              <span className="flex items-center justify-between gap-3">
                <span className="flex gap-3">
                  {order.onHold ? <HoldBadge /> : <OrderStatusLabel status={order.status} />}
                  <PaymentStatusLabel status={order.paymentStatus} />
                </span>
                <RelativeTime at={order.placedAt} className="text-xs text-ink-3" />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

function OrderRow({ order }: { order: Order }) {
  return (
    <Tr className="relative hover:bg-hover">
      <Td>
        <Link
          href={`/orders/${order.id}`}
          className="tnum font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-focus"
        >
          {order.number}
        </Link>
      </Td>
      <Td className="text-ink-2">
        <DateTime at={order.placedAt} />
      </Td>
      <Td>{order.onHold ? <HoldBadge /> : <OrderStatusLabel status={order.status} />}</Td>
      <Td>
        <PaymentStatusLabel status={order.paymentStatus} />
      </Td>
      <Td align="right">
        <Money amount={order.totals.total} currency={order.currency} />
      </Td>
    </Tr>
  );
}

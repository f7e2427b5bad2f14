"use client";
import { useTranslations } from "use-intl";
import { Money } from "#components/format/money.tsx";
import { OrderStatusLabel } from "#components/patterns/order-status.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import { availableOf, PriceRange, ProductImage } from "#features/products/product-marks.tsx";
import { useRegisterCommandSource } from "#features/shell/commands.ts";
import { trpc } from "#features/trpc/client.ts";

const limit = 5;
const line = "flex min-w-0 flex-1 items-center gap-3";

/** What is typed into the command menu finds orders, products and customers from everywhere. */
export function SearchSources() {
  const t = useTranslations();
  const { client } = trpc.useUtils();
  useRegisterCommandSource({
    id: "orders",
    heading: t("shell.command.orders"),
    search: async (q, signal) => {
      const { data } = await client.orders.list.query({ q, limit }, { signal });
      return data.map((order) => ({
        id: order.id,
        href: `/orders/${order.id}`,
        content: (
          <span className={line}>
            <span className="tnum w-14 shrink-0">{order.number}</span>
            <span className="min-w-0 flex-1 truncate text-ink-2">{order.customer?.name ?? order.customer?.email}</span>
            <OrderStatusLabel status={order.status} className="max-sm:hidden" />
            <Money amount={order.totals.total} currency={order.currency} className="w-20 text-right" />
          </span>
        ),
      }));
    },
  });
  useRegisterCommandSource({
    id: "products",
    heading: t("products.title"),
    search: async (q, signal) => {
      const { data } = await client.products.list.query({ q, limit }, { signal });
      return data.map((product) => ({
        id: product.id,
        href: `/products/${product.id}`,
        content: (
          <span className={line}>
            <ProductImage src={product.image} />
            <span className="min-w-0 flex-1 truncate">{product.title}</span>
            <span className="text-xs text-ink-3 max-sm:hidden">
              {t("products.availableCount", { count: availableOf(product) })}
            </span>
            <span className="tnum shrink-0 text-ink-2">
              <PriceRange product={product} />
            </span>
          </span>
        ),
      }));
    },
  });
  useRegisterCommandSource({
    id: "customers",
    heading: t("customers.title"),
    search: async (q, signal) => {
      const { data } = await client.customers.list.query({ q, limit }, { signal });
      return data.map((customer) => ({
        id: customer.id,
        href: `/customers/${customer.id}`,
        content: (
          <span className={line}>
            <Avatar name={customer.name} size="sm" />
            <span className="min-w-0 flex-1 truncate">{customer.name}</span>
            <span className="min-w-0 truncate text-xs text-ink-3 max-sm:hidden">{customer.email}</span>
          </span>
        ),
      }));
    },
  });
  return null;
}

"use client";
import { useTranslations } from "use-intl";
import { useRegisterCommandSource } from "#features/shell/commands.ts";
import { trpc } from "#features/trpc/client.ts";

const limit = 5;

/** The code that renders results is loaded with the first ones. */
const drawn = () => import("./found-rows.tsx");

/** Searches orders, products and customers from the command menu. */
export function SearchSources() {
  const t = useTranslations();
  const { client } = trpc.useUtils();
  useRegisterCommandSource({
    id: "orders",
    heading: t("shell.command.orders"),
    search: async (q, signal) => {
      const [{ FoundOrder }, { data }] = await Promise.all([
        drawn(),
        client.orders.list.query({ q, limit }, { signal }),
      ]);
      return data.map((order) => ({
        id: order.id,
        href: `/orders/${order.id}`,
        content: <FoundOrder order={order} />,
      }));
    },
  });
  useRegisterCommandSource({
    id: "products",
    heading: t("products.title"),
    search: async (q, signal) => {
      const asked = client.products.list.query({ q, limit }, { signal });
      const [{ FoundProduct }, { data }] = await Promise.all([drawn(), asked]);
      const available = (count: number) => t("products.availableCount", { count });
      return data.map((product) => ({
        id: product.id,
        href: `/products/${product.id}`,
        content: <FoundProduct product={product} available={available} />,
      }));
    },
  });
  useRegisterCommandSource({
    id: "customers",
    heading: t("customers.title"),
    search: async (q, signal) => {
      const asked = client.customers.list.query({ q, limit }, { signal });
      const [{ FoundCustomer }, { data }] = await Promise.all([drawn(), asked]);
      return data.map((customer) => ({
        id: customer.id,
        href: `/customers/${customer.id}`,
        content: <FoundCustomer customer={customer} />,
      }));
    },
  });
  return null;
}

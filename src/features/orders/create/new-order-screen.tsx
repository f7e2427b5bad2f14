"use client";
import { useSyncExternalStore } from "react";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { trpc } from "#features/trpc/client.ts";
import { QueryError } from "#features/trpc/query-error.tsx";
import { countryOf, draftOf } from "../address.ts";
import { OrderSkeleton } from "../detail/order-skeleton.tsx";
import { useNames } from "../use-names.ts";
import { emptyForm, formOf, type OrderForm } from "./form-state.ts";
import { NewOrderForm } from "./new-order-form.tsx";

/** The start of a new order: empty, from a draft, from a copied order, or for a customer. */
export type Source = { draft?: string; copy?: string; customer?: string };

const never = () => () => undefined;
const PHONE = "phone";

export function NewOrderScreen({ source }: { source: Source }) {
  const { draft, copy, customer } = source;
  const ref = draft ?? copy;
  const { locale } = useFormatSettings();
  const { channels } = useNames();
  const order = trpc.orders.get.useQuery({ id: ref ?? "" }, { enabled: ref !== undefined });
  const person = trpc.customers.get.useQuery({ id: customer ?? "" }, { enabled: customer !== undefined });
  const inBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const failed = [order, person].find((query) => query.isError && !query.data);
  if (failed) return <QueryError error={failed.error} onRetry={() => void failed.refetch()} asPage />;
  const missing = (ref !== undefined && !order.data) || (customer !== undefined && !person.data);
  if (missing || channels.length === 0) return <OrderSkeleton />;

  const open = channels.filter((channel) => channel.active);
  const first = open.find((channel) => channel.code === PHONE) ?? open[0];
  const country = countryOf(locale);
  const form = (): OrderForm => {
    if (order.data) return formOf(order.data, country);
    const empty = emptyForm(first?.code ?? PHONE);
    if (!person.data) return empty;
    const { id, name, email, phone, addresses } = person.data;
    const [address] = addresses;
    return {
      ...empty,
      customer: { id, name, email: email ?? "", phone: phone ?? "" },
      address: address ? draftOf(address, country) : null,
    };
  };
  const what = [draft && `draft-${draft}`, copy && `copy-${copy}`, customer && `customer-${customer}`].filter(Boolean);
  return (
    <NewOrderForm
      // Saved input exists in the browser only, so the form is re-created there.
      key={`${what.join() || "fresh"} ${String(inBrowser)}`}
      what={inBrowser ? what.join() || "fresh" : ""}
      first={form()}
      channels={open}
      country={country}
      {...(draft && order.data?.status === "draft" ? { draft: order.data } : {})}
    />
  );
}

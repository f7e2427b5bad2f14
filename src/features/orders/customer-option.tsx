"use client";
import type { Outputs } from "#features/trpc/client.ts";
import { trpc } from "#features/trpc/client.ts";

export type FoundCustomer = Outputs["customers"]["list"]["data"][number];

const SHOWN = 8;

/** Customer search by any part of name, email or phone, for a combobox. */
export function useCustomerSearch(): (q: string, signal: AbortSignal) => Promise<FoundCustomer[]> {
  const utils = trpc.useUtils();
  return async (q, signal) => {
    if (q === "") return [];
    const { data } = await utils.client.customers.list.query({ q, limit: SHOWN }, { signal });
    return data;
  };
}

export function CustomerOption({ customer }: { customer: FoundCustomer }) {
  const town = customer.addresses[0]?.city;
  return (
    <span className="grid">
      <span className="truncate font-medium">{customer.name}</span>
      <span className="truncate text-xs text-ink-3">
        {[customer.email, customer.phone, town].filter(Boolean).join(" · ")}
      </span>
    </span>
  );
}

import { paramsLoader, type ValuesOf, textParam, choiceParam } from "#features/list/url-params.ts";
import type { Inputs, Outputs } from "#features/trpc/client.ts";

export type Customer = Outputs["customers"]["get"];
export type CustomerTotals = Outputs["customers"]["totals"]["data"][number];

export const customerSorts = ["-createdAt", "createdAt"] as const;

export const customerParams = {
  q: textParam.withDefault(""),
  sort: choiceParam(customerSorts).withDefault("-createdAt"),
};

export const loadCustomerParams = paramsLoader(customerParams);

/** The query's input; server and browser must use the same, so that the prefetched result is reused. */
export function customerListInput({
  q,
  sort,
}: ValuesOf<typeof customerParams>): Omit<Inputs["customers"]["list"], "cursor"> {
  return { sort, limit: 50, ...(q.trim() ? { q: q.trim() } : {}) };
}

/** The orders shown on a customer's page. */
export const customerOrdersInput = (customer: string) =>
  ({ customer, limit: 10, sort: "-placedAt" }) satisfies Inputs["orders"]["list"];

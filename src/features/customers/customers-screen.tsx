"use client";
import { Users } from "lucide-react";
import { useTranslations } from "use-intl";
import { FilterChoice } from "#components/ui/filter-choice.tsx";
import { customerCard, useCustomerColumns } from "#features/customers/customer-columns.tsx";
import {
  type Customer,
  customerListInput,
  customerParams,
  customerSorts,
} from "#features/customers/customer-params.ts";
import { useCreateAction } from "#features/list/create-action.tsx";
import { choices, useFilters } from "#features/list/filters.ts";
import { ListScreen } from "#features/list/list-screen.tsx";
import { byId, endless, useList, useNews } from "#features/list/rows.ts";
import { useSettled } from "#features/list/use-settled.ts";
import { trpc } from "#features/trpc/client.ts";

const rowName = (customer: Customer) => customer.name;
const rowHref = (customer: Customer) => `/customers/${customer.id}`;

export function CustomersScreen() {
  const t = useTranslations("customers");
  const utils = trpc.useUtils();
  const filters = useFilters(customerParams);
  const { params, set } = filters;
  const [q, settle] = useSettled(params.q);
  const input = customerListInput({ ...params, q });
  const list = useList(trpc.customers.list.useInfiniteQuery(input, endless), JSON.stringify(input), byId);
  useNews(list, { of: "customer", readAgain: () => void utils.customers.list.invalidate(), restMs: 3000 });
  const create = useCreateAction({
    href: "/customers/new",
    label: t("new"),
    scope: "customers:write",
    what: "customers",
  });
  return (
    <ListScreen
      label={t("title")}
      actions={create.button}
      list={list}
      filters={{
        ...filters,
        search: {
          value: params.q,
          onValueChange: (text) => set({ q: text }),
          onSubmit: settle,
          placeholder: t("search"),
        },
        choices: (
          <FilterChoice
            name={t("sort.label")}
            value={params.sort === "-createdAt" ? null : params.sort}
            onValueChange={(sort) => set({ sort })}
            options={choices(customerSorts, (sort) => t(`sort.${sort}`))}
          />
        ),
      }}
      table={{ columns: useCustomerColumns(), rowName, rowHref, card: customerCard }}
      empty={{ icon: <Users />, title: t("empty"), body: t("emptyBody"), actions: create.inEmpty }}
      noMatch={{ title: t("noneFound"), body: t("noneFoundBody") }}
    />
  );
}

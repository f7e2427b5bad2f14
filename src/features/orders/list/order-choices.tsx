"use client";
import { useTranslations } from "use-intl";
import {
  FulfillmentStatusLabel,
  HoldBadge,
  OrderStatusLabel,
  PaymentStatusLabel,
} from "#components/patterns/order-status.tsx";
import { FilterChip } from "#components/ui/filter-chip.tsx";
import { FilterChoice } from "#components/ui/filter-choice.tsx";
import { FilterMenu } from "#components/ui/filter-menu.tsx";
import { choices } from "#features/list/filters.ts";
import { DaysFilter, TextFilter } from "#features/list/more-filters.tsx";
import { fulfillmentStatuses, orderStatuses, orderWork, paymentStatuses } from "../statuses.ts";
import type { Names } from "../use-names.ts";
import { type ListParams, orderSorts } from "./list-params.ts";

type OrderChoicesProps = {
  params: ListParams;
  set: (change: { [Name in keyof ListParams]?: ListParams[Name] | null }) => void;
  names: Names;
};

export function OrderChoices({ params, set, names: { channels, people, maySeePeople } }: OrderChoicesProps) {
  const t = useTranslations("orderList");
  return (
    <>
      <FilterChoice
        name={t("filter.work")}
        value={params.work}
        onValueChange={(work) => set({ work })}
        options={choices(orderWork, (work) => t(`work.${work}`))}
      />
      <StatusChoices params={params} set={set} />
      <DaysFilter
        name={t("filter.placed")}
        from={params.placedFrom}
        to={params.placedTo}
        onValueChange={({ from, to }) => set({ placedFrom: from, placedTo: to })}
      />
      <FilterMenu
        name={t("filter.channel")}
        value={params.channel}
        onValueChange={(channel) => set({ channel })}
        options={channels.map(({ code, name }) => ({ value: code, text: name, label: name }))}
      />
      <FilterChoice
        name={t("filter.hold")}
        value={params.onHold === null ? null : params.onHold ? "held" : "free"}
        onValueChange={(value) => set({ onHold: value === null ? null : value === "held" })}
        options={choices(
          ["held", "free"] as const,
          (value) => t(`filter.${value}`),
          (value) => (value === "held" ? <HoldBadge /> : t("filter.free")),
        )}
      />
      <TextFilter
        name={t("filter.tag")}
        value={params.tag}
        onValueChange={(tag) => set({ tag })}
        placeholder={t("filter.tagPlaceholder")}
        maxLength={40}
      />
      {maySeePeople || params.assignee ? (
        <FilterChoice
          name={t("filter.assignee")}
          value={params.assignee}
          onValueChange={(assignee) => set({ assignee })}
          options={people.map(({ id, name }) => ({ value: id, text: name, label: name }))}
        />
      ) : null}
      <FilterChoice
        name={t("sort.label")}
        value={params.sort === "-placedAt" ? null : params.sort}
        onValueChange={(sort) => set({ sort })}
        options={choices(orderSorts, (sort) => t(sort === "placedAt" ? "sort.oldest" : "sort.newest"))}
      />
      {params.customer ? (
        <FilterChip
          name={t("filter.customer")}
          value={t("filter.thisCustomer")}
          onClear={() => set({ customer: null })}
        >
          <p className="px-2 py-1.5 text-sm text-ink-2">{t("filter.thisCustomer")}</p>
        </FilterChip>
      ) : null}
    </>
  );
}

function StatusChoices({ params, set }: Omit<OrderChoicesProps, "names">) {
  const t = useTranslations("orders");
  return (
    <>
      <FilterMenu
        name={t("status.label")}
        value={params.status}
        onValueChange={(status) => set({ status })}
        options={choices(
          orderStatuses,
          (status) => t(`status.${status}`),
          (status) => (
            <OrderStatusLabel status={status} />
          ),
        )}
      />
      <FilterMenu
        name={t("paymentStatus.label")}
        value={params.paymentStatus}
        onValueChange={(paymentStatus) => set({ paymentStatus })}
        options={choices(
          paymentStatuses,
          (status) => t(`paymentStatus.${status}`),
          (status) => (
            <PaymentStatusLabel status={status} />
          ),
        )}
      />
      <FilterMenu
        name={t("fulfillmentStatus.label")}
        value={params.fulfillmentStatus}
        onValueChange={(fulfillmentStatus) => set({ fulfillmentStatus })}
        options={choices(
          fulfillmentStatuses,
          (status) => t(`fulfillmentStatus.${status}`),
          (status) => (
            <FulfillmentStatusLabel status={status} />
          ),
        )}
      />
    </>
  );
}

"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useFormatDate } from "#components/format/time.tsx";
import {
  FulfillmentStatusLabel,
  HoldBadge,
  OrderStatusLabel,
  PaymentStatusLabel,
} from "#components/patterns/order-status.tsx";
import { DateRangeFields } from "#components/ui/date-range.tsx";
import { FilterChip } from "#components/ui/filter-chip.tsx";
import { FilterChoice } from "#components/ui/filter-choice.tsx";
import { FilterMenu } from "#components/ui/filter-menu.tsx";
import { Input } from "#components/ui/input.tsx";
import { FilterRow } from "#features/shell/filter-row.tsx";
import { ListSearch } from "#features/shell/list-search.tsx";
import { fulfillmentStatuses, orderStatuses, orderWork, paymentStatuses } from "../statuses.ts";
import type { Names } from "../use-names.ts";
import { isFiltered, listParams, type ListParams, orderSorts } from "./list-params.ts";
import type { SetListParams } from "./use-list-params.ts";

type FilterBarProps = {
  params: ListParams;
  setParams: SetListParams;
  /** What is typed counts now. */
  settle: (q: string) => void;
  clear: () => void;
  names: Names;
};

export function FilterBar({ params, setParams, settle, clear, names }: FilterBarProps) {
  const t = useTranslations();
  const { channels, people } = names;
  return (
    <FilterRow
      search={
        <ListSearch
          value={params.q}
          onValueChange={(q) => void setParams({ q })}
          onSubmit={settle}
          placeholder={t("orderList.search")}
        />
      }
      parsers={listParams}
      clear={isFiltered(params) || params.sort !== "-placedAt" ? clear : null}
    >
      <FilterChoice
        name={t("orderList.filter.work")}
        value={params.work}
        onValueChange={(work) => void setParams({ work })}
        options={orderWork.map((value) => {
          const text = t(`orderList.work.${value}`);
          return { value, text, label: text };
        })}
      />
      <FilterMenu
        name={t("orders.status.label")}
        value={params.status}
        onValueChange={(status) => void setParams({ status })}
        options={orderStatuses.map((value) => ({
          value,
          text: t(`orders.status.${value}`),
          label: <OrderStatusLabel status={value} />,
        }))}
      />
      <FilterMenu
        name={t("orders.paymentStatus.label")}
        value={params.paymentStatus}
        onValueChange={(paymentStatus) => void setParams({ paymentStatus })}
        options={paymentStatuses.map((value) => ({
          value,
          text: t(`orders.paymentStatus.${value}`),
          label: <PaymentStatusLabel status={value} />,
        }))}
      />
      <FilterMenu
        name={t("orders.fulfillmentStatus.label")}
        value={params.fulfillmentStatus}
        onValueChange={(fulfillmentStatus) => void setParams({ fulfillmentStatus })}
        options={fulfillmentStatuses.map((value) => ({
          value,
          text: t(`orders.fulfillmentStatus.${value}`),
          label: <FulfillmentStatusLabel status={value} />,
        }))}
      />
      <PlacedFilter params={params} setParams={setParams} />
      <FilterMenu
        name={t("orderList.filter.channel")}
        value={params.channel}
        onValueChange={(channel) => void setParams({ channel })}
        options={channels.map(({ code, name }) => ({ value: code, text: name, label: name }))}
      />
      <FilterChoice
        name={t("orderList.filter.hold")}
        value={params.onHold === null ? null : String(params.onHold)}
        onValueChange={(value) => void setParams({ onHold: value === null ? null : value === "true" })}
        options={[
          { value: "true", text: t("orderList.filter.held"), label: <HoldBadge /> },
          { value: "false", text: t("orderList.filter.free"), label: t("orderList.filter.free") },
        ]}
      />
      <TagFilter params={params} setParams={setParams} />
      {people.length > 0 || params.assignee ? (
        <FilterChoice
          name={t("orderList.filter.assignee")}
          value={params.assignee}
          onValueChange={(assignee) => void setParams({ assignee })}
          options={people.map(({ id, name }) => ({ value: id, text: name, label: name }))}
        />
      ) : null}
      <FilterChoice
        name={t("orderList.sort.label")}
        value={params.sort === "-placedAt" ? null : params.sort}
        onValueChange={(sort) => void setParams({ sort })}
        options={orderSorts.map((value) => {
          const text = t(value === "placedAt" ? "orderList.sort.oldest" : "orderList.sort.newest");
          return { value, text, label: text };
        })}
      />
      {params.customer ? (
        <FilterChip
          name={t("orderList.filter.customer")}
          value={t("orderList.filter.thisCustomer")}
          onClear={() => void setParams({ customer: null })}
        >
          <p className="px-2 py-1.5 text-sm text-ink-2">{t("orderList.filter.thisCustomer")}</p>
        </FilterChip>
      ) : null}
    </FilterRow>
  );
}

type OneFilterProps = Pick<FilterBarProps, "params" | "setParams">;

function PlacedFilter({ params, setParams }: OneFilterProps) {
  const t = useTranslations();
  const format = useFormatDate();
  const { placedFrom: from, placedTo: to } = params;
  const day = (text: string) => format(`${text}T12:00:00Z`, "date");
  const words = () => {
    if (from && to) return from === to ? day(from) : t("ui.dateRange", { from: day(from), to: day(to) });
    if (from) return t("ui.dateSince", { from: day(from) });
    return to ? t("ui.dateUntil", { to: day(to) }) : undefined;
  };
  return (
    <FilterChip
      name={t("orderList.filter.placed")}
      value={words()}
      onClear={() => void setParams({ placedFrom: null, placedTo: null })}
    >
      <DateRangeFields
        className="p-2"
        value={{ from, to }}
        onValueChange={(range) => void setParams({ placedFrom: range.from, placedTo: range.to })}
      />
    </FilterChip>
  );
}

function TagFilter({ params, setParams }: OneFilterProps) {
  const t = useTranslations("orderList.filter");
  const [text, setText] = useState(params.tag ?? "");
  return (
    <FilterChip
      name={t("tag")}
      value={params.tag ?? undefined}
      onClear={() => {
        setText("");
        void setParams({ tag: null });
      }}
    >
      <form
        className="p-1"
        onSubmit={(event) => {
          event.preventDefault();
          void setParams({ tag: text.trim() || null });
        }}
      >
        <Input
          aria-label={t("tag")}
          placeholder={t("tagPlaceholder")}
          maxLength={40}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={() => void setParams({ tag: text.trim() || null })}
        />
      </form>
    </FilterChip>
  );
}

"use client";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { DataColumn } from "#components/data-table/data-column.ts";
import { ListCard } from "#components/data-table/list-card.tsx";
import { RelativeTime } from "#components/format/time.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { Customer } from "#features/customers/customer-params.ts";

const shownGroups = 2;

export function Groups({ groups }: { groups: readonly string[] }) {
  const more = groups.length - shownGroups;
  return (
    <span className="inline-flex items-center gap-1.5">
      {groups.slice(0, shownGroups).map((group) => (
        <Badge key={group} className="max-w-28">
          <span className="truncate">{group}</span>
        </Badge>
      ))}
      {more > 0 ? <Badge>+{more}</Badge> : null}
    </span>
  );
}

export function useCustomerColumns(): readonly DataColumn<Customer>[] {
  const t = useTranslations("customers.field");
  return useMemo(
    () => [
      {
        id: "name",
        header: t("name"),
        primary: true,
        cell: (customer) => (
          <span className="flex items-center gap-2.5">
            <Avatar name={customer.name} size="sm" />
            <span className="truncate">{customer.name}</span>
          </span>
        ),
      },
      {
        id: "email",
        header: t("email"),
        cell: (customer) => <span className="text-ink-2">{customer.email ?? "–"}</span>,
      },
      {
        id: "phone",
        header: t("phone"),
        width: 160,
        from: "lg",
        cell: (customer) => <span className="tnum text-ink-2">{customer.phone ?? "–"}</span>,
      },
      {
        id: "groups",
        header: t("groups"),
        width: 190,
        from: "xl",
        cell: (customer) => <Groups groups={customer.groups} />,
      },
      {
        id: "reference",
        header: t("reference"),
        width: 120,
        from: "xl",
        cell: (customer) => <span className="font-mono text-xs text-ink-2">{customer.reference ?? ""}</span>,
      },
      {
        id: "since",
        header: t("since"),
        width: 120,
        align: "right",
        cell: (customer) => <RelativeTime at={customer.createdAt} className="text-ink-2" />,
      },
    ],
    [t],
  );
}

export const customerCard = (customer: Customer) => (
  <span className="flex items-center gap-3">
    <Avatar name={customer.name} />
    <span className="min-w-0 flex-1">
      <ListCard
        title={customer.name}
        line={<span className="truncate">{customer.email ?? customer.phone ?? customer.reference ?? "–"}</span>}
        lineAside={<RelativeTime at={customer.createdAt} />}
      />
    </span>
  </span>
);

"use client";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { DataColumn } from "#components/data-table/data-column.ts";
import { ListCard } from "#components/data-table/list-card.tsx";
import { RelativeTime } from "#components/format/time.tsx";
import { DotStatus } from "#components/ui/badge.tsx";
import type { Person } from "#features/people/people-params.ts";

export function PersonState({ active }: Pick<Person, "active">) {
  const t = useTranslations("people.state");
  return <DotStatus tone={active ? "green" : "neutral"}>{t(active ? "active" : "inactive")}</DotStatus>;
}

export type Named = (person: Pick<Person, "role" | "roleId">) => string;

export function usePeopleColumns(named: Named): readonly DataColumn<Person>[] {
  const t = useTranslations("people.field");
  return useMemo(
    () => [
      {
        id: "name",
        header: t("name"),
        primary: true,
        cell: ({ name, email }) => (
          <span>
            {name} <span className="font-normal text-ink-3">{email}</span>
          </span>
        ),
      },
      { id: "role", header: t("role"), width: 160, cell: (person) => named(person) },
      { id: "state", header: t("state"), width: 132, cell: (person) => <PersonState active={person.active} /> },
      {
        id: "since",
        header: t("since"),
        width: 128,
        align: "right",
        from: "lg",
        cell: ({ createdAt }) => <RelativeTime at={createdAt} className="text-ink-2" />,
      },
    ],
    [t, named],
  );
}

export const personCard = (named: Named) => (person: Person) => (
  <ListCard
    title={person.name}
    aside={<PersonState active={person.active} />}
    line={person.email}
    lineAside={named(person)}
  />
);

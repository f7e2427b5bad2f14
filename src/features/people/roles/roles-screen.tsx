"use client";
import { ShieldCheck } from "lucide-react";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { DataColumn } from "#components/data-table/data-column.ts";
import { ListCard } from "#components/data-table/list-card.tsx";
import { Quantity } from "#components/format/quantity.tsx";
import { useCreateAction } from "#features/list/create-action.tsx";
import { ListScreen } from "#features/list/list-screen.tsx";
import { byId, useList, useNews } from "#features/list/rows.ts";
import type { Role } from "#features/people/people-params.ts";
import { useRoles } from "#features/people/use-roles.ts";
import { SettingsHeader } from "#features/settings/settings-header.tsx";
import { trpc } from "#features/trpc/client.ts";
import { useMe } from "#features/trpc/use-me.ts";

const rowHref = (role: Role) => `/settings/roles/${role.id}`;
type NameOf = (role: Role) => string;

export function useRoleColumns(nameOf: NameOf): readonly DataColumn<Role>[] {
  const t = useTranslations("roles.field");
  return useMemo(
    () => [
      {
        id: "name",
        header: t("name"),
        primary: true,
        cell: (role) => (
          <span>
            {nameOf(role)} <span className="font-normal text-ink-3">{role.description}</span>
          </span>
        ),
      },
      {
        id: "permissions",
        header: t("permissions"),
        width: 116,
        align: "right",
        cell: ({ scopes }) => <Quantity value={scopes.length} />,
      },
      { id: "people", header: t("people"), width: 96, align: "right", cell: ({ users }) => <Quantity value={users} /> },
    ],
    [t, nameOf],
  );
}

export function RolesScreen() {
  const t = useTranslations("roles");
  const utils = trpc.useUtils();
  const { can } = useMe();
  const { nameOf } = useRoles();
  const { data, error, isError, isPending, refetch } = trpc.roles.list.useQuery({});
  const list = useList({ data, error, isError, isPending, isPlaceholderData: false, refetch }, "roles", byId);
  useNews(list, { of: "role", readAgain: () => void utils.roles.list.invalidate(), restMs: 1000 });
  const create = useCreateAction({
    href: "/settings/roles/new",
    label: t("new"),
    scope: "users:write",
    what: "people",
  });
  const card = (role: Role) => (
    <ListCard title={nameOf(role)} aside={<Quantity value={role.users} />} line={role.description} />
  );
  return (
    <ListScreen
      label={t("title")}
      header={<SettingsHeader can={can} actions={create.button} />}
      list={list}
      table={{ columns: useRoleColumns(nameOf), rowName: nameOf, rowHref, card }}
      empty={{ icon: <ShieldCheck />, title: t("title"), body: t("whatHint") }}
    />
  );
}

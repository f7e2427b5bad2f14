"use client";
import { Users } from "lucide-react";
import { useTranslations } from "use-intl";
import { FilterChoice } from "#components/ui/filter-choice.tsx";
import { useCreateAction } from "#features/list/create-action.tsx";
import { choices, useFilters } from "#features/list/filters.ts";
import { ListScreen } from "#features/list/list-screen.tsx";
import { byId, endless, useList, useNews } from "#features/list/rows.ts";
import { useSettled } from "#features/list/use-settled.ts";
import { personCard, usePeopleColumns } from "#features/people/people-columns.tsx";
import { peopleListInput, peopleParams, type Person, personStates } from "#features/people/people-params.ts";
import { useRoles } from "#features/people/use-roles.ts";
import { SettingsHeader } from "#features/settings/settings-header.tsx";
import { trpc } from "#features/trpc/client.ts";
import { useMe } from "#features/trpc/use-me.ts";

const rowName = (person: Person) => person.name;
const rowHref = (person: Person) => `/settings/people/${person.id}`;

export function PeopleScreen() {
  const t = useTranslations("people");
  const utils = trpc.useUtils();
  const { can } = useMe();
  const filters = useFilters(peopleParams);
  const { params, set } = filters;
  const [q, settle] = useSettled(params.q);
  const { roles, nameOf, named } = useRoles();
  const input = peopleListInput({ ...params, q });
  const list = useList(trpc.users.list.useInfiniteQuery(input, endless), JSON.stringify(input), byId);
  useNews(list, { of: "user", readAgain: () => void utils.users.list.invalidate(), restMs: 1000 });
  const invite = useCreateAction({
    href: "/settings/people/invite",
    label: t("invite"),
    scope: "users:write",
    what: "people",
  });
  return (
    <ListScreen
      label={t("title")}
      header={<SettingsHeader can={can} actions={invite.button} />}
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
          <>
            <FilterChoice
              name={t("field.role")}
              value={params.role}
              onValueChange={(role) => set({ role })}
              options={roles.map((role) => ({ value: role.id, text: nameOf(role), label: nameOf(role) }))}
            />
            <FilterChoice
              name={t("field.state")}
              value={params.state}
              onValueChange={(state) => set({ state })}
              options={choices(personStates, (state) => t(`state.${state}`))}
            />
          </>
        ),
      }}
      table={{ columns: usePeopleColumns(named), rowName, rowHref, card: personCard(named) }}
      empty={{ icon: <Users />, title: t("empty"), body: t("emptyBody"), actions: invite.inEmpty }}
      noMatch={{ title: t("noneFound") }}
    />
  );
}

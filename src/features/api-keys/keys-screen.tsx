"use client";
import { KeyRound } from "lucide-react";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useNow } from "#components/format/use-now.ts";
import { FilterChoice } from "#components/ui/filter-choice.tsx";
import { keyCard, useKeyColumns } from "#features/api-keys/key-columns.tsx";
import { type ApiKey, keyParams, keyStates, stateOf } from "#features/api-keys/key-params.ts";
import { IntegrationsHeader } from "#features/integrations/integrations-header.tsx";
import { useCreateAction } from "#features/list/create-action.tsx";
import { choices, useFilters } from "#features/list/filters.ts";
import { ListScreen } from "#features/list/list-screen.tsx";
import { byId, useList, useNews } from "#features/list/rows.ts";
import { trpc } from "#features/trpc/client.ts";

const rowName = (key: ApiKey) => key.name;
const rowHref = (key: ApiKey) => `/integrations/keys/${key.id}`;

export function KeysScreen() {
  const t = useTranslations("apiKeys");
  const utils = trpc.useUtils();
  const filters = useFilters(keyParams);
  const { state } = filters.params;
  const { data, error, isError, isPending, refetch } = trpc.apiKeys.show.useQuery({});
  const now = useNow();
  const shown = useMemo(
    () => data && { data: data.data.filter((key) => state === null || stateOf(key, now) === state) },
    [data, state, now],
  );
  const query = { data: shown, error, isError, isPending, isPlaceholderData: false, refetch };
  const list = useList(query, state ?? "", byId);
  useNews(list, { of: "api_key", readAgain: () => void utils.apiKeys.show.invalidate(), restMs: 1000 });
  const create = useCreateAction({
    href: "/integrations/keys/new",
    label: t("new"),
    scope: "keys:write",
    what: "keys",
  });
  return (
    <ListScreen
      label={t("title")}
      header={<IntegrationsHeader actions={create.button} />}
      list={list}
      filters={{
        ...filters,
        choices: (
          <FilterChoice
            name={t("field.state")}
            value={state}
            onValueChange={(chosen) => filters.set({ state: chosen })}
            options={choices(keyStates, (one) => t(`state.${one}`))}
          />
        ),
      }}
      table={{ columns: useKeyColumns(), rowName, rowHref, card: keyCard }}
      empty={{ icon: <KeyRound />, title: t("empty"), body: t("emptyBody"), actions: create.inEmpty }}
      noMatch={{ title: t("noneFound") }}
    />
  );
}

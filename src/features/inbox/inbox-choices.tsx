"use client";
import { useTranslations } from "use-intl";
import { FilterChoice } from "#components/ui/filter-choice.tsx";
import { FilterToggle } from "#components/ui/filter-toggle.tsx";
import { choices } from "#features/list/filters.ts";
import { DaysFilter, TextFilter } from "#features/list/more-filters.tsx";
import { trpc } from "#features/trpc/client.ts";
import { type InboxParams, messageStates } from "./inbox-params.ts";
import { MessageStateMark } from "./message-marks.tsx";

type InboxChoicesProps = { params: InboxParams; set: (change: Partial<InboxParams>) => void };

export function InboxChoices({ params, set }: InboxChoicesProps) {
  const t = useTranslations("inbox");
  const sources = trpc.inbound.listSources.useQuery({}).data?.data ?? [];
  return (
    <>
      <FilterChoice
        name={t("field.state")}
        value={params.state}
        onValueChange={(state) => set({ state })}
        options={choices(
          messageStates,
          (state) => t(`state.${state}`),
          (state) => (
            <MessageStateMark state={state} />
          ),
        )}
      />
      <FilterChoice
        name={t("field.source")}
        value={params.source}
        onValueChange={(source) => set({ source })}
        options={sources.map(({ id, name }) => ({ value: id, text: name, label: name }))}
      />
      <TextFilter
        name={t("field.type")}
        value={params.type}
        onValueChange={(type) => set({ type })}
        placeholder={t("typePlaceholder")}
        maxLength={200}
      />
      <DaysFilter name={t("field.received")} from={params.from} to={params.to} onValueChange={set} />
      <FilterToggle name={t("muted")} value={params.muted} onValueChange={(muted) => set({ muted })} />
    </>
  );
}

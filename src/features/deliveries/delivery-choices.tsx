"use client";
import { useTranslations } from "use-intl";
import { FilterChip } from "#components/ui/filter-chip.tsx";
import { FilterChoice } from "#components/ui/filter-choice.tsx";
import { DeskStateLabel } from "#features/deliveries/delivery-marks.tsx";
import { type DeliveryParams, deskStates, endpointChoices, shortUrl } from "#features/deliveries/delivery-params.ts";
import { choices } from "#features/list/filters.ts";
import { SinceFilter } from "#features/list/more-filters.tsx";
import { trpc } from "#features/trpc/client.ts";

type DeliveryChoicesProps = {
  params: DeliveryParams;
  set: (change: Partial<DeliveryParams>) => void;
  /** The rows currently shown, to find a name for the subject filter. */
  subjectName: string | null;
};

export function DeliveryChoices({ params, set, subjectName }: DeliveryChoicesProps) {
  const t = useTranslations("deliveries");
  const endpoints = trpc.webhooks.listEndpoints.useQuery(endpointChoices).data?.data ?? [];
  const types = trpc.webhooks.listEventTypes.useQuery({}, { staleTime: Infinity }).data?.data ?? [];
  const groups = [...new Set(types.map(({ type }) => `${type.split(".")[0] ?? type}.*`))];
  const typeNames = [...groups, ...types.map(({ type }) => type)];
  return (
    <>
      <FilterChoice
        name={t("field.state")}
        value={params.state}
        onValueChange={(state) => set({ state })}
        options={choices(
          deskStates,
          (state) => t(`state.${state}`),
          (state) => (
            <DeskStateLabel state={state} />
          ),
        )}
      />
      <FilterChoice
        name={t("field.endpoint")}
        value={params.endpoint}
        onValueChange={(endpoint) => set({ endpoint })}
        options={endpoints.map(({ id, url, description }) => ({
          value: id,
          text: description || shortUrl(url),
          label: <span className="truncate">{description || shortUrl(url)}</span>,
        }))}
      />
      <FilterChoice
        name={t("field.type")}
        value={params.type}
        onValueChange={(type) => set({ type })}
        options={choices(
          typeNames,
          (type) => type,
          (type) => (
            <span className="font-mono text-xs">{type}</span>
          ),
        )}
      />
      <SinceFilter name={t("field.when")} from={params.from} onValueChange={(from) => set({ from })} />
      {params.subject ? (
        <FilterChip
          name={t("field.subject")}
          value={subjectName ?? params.subject.slice(-8)}
          onClear={() => set({ subject: null })}
        >
          <p className="px-2 py-1.5 text-sm text-ink-2">{t("subjectFilter")}</p>
        </FilterChip>
      ) : null}
    </>
  );
}

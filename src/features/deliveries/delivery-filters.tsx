"use client";
import { useTranslations } from "use-intl";
import { useFormatDate } from "#components/format/time.tsx";
import { FilterChip } from "#components/ui/filter-chip.tsx";
import { FilterChoice } from "#components/ui/filter-choice.tsx";
import { Input } from "#components/ui/input.tsx";
import { DeskStateLabel } from "#features/deliveries/delivery-marks.tsx";
import {
  type DeliveryParams,
  deliveryParams,
  deskStates,
  endpointChoices,
  isFiltered,
  shortUrl,
} from "#features/deliveries/delivery-params.ts";
import { FilterRow } from "#features/shell/filter-row.tsx";
import { trpc } from "#features/trpc/client.ts";

type DeliveryFiltersProps = {
  params: DeliveryParams;
  setParams: (params: Partial<DeliveryParams> | null) => void;
  /** What the rows show at present, so that a filter by subject has a name. */
  subjectName: string | null;
};

export function DeliveryFilters({ params, setParams, subjectName }: DeliveryFiltersProps) {
  const t = useTranslations();
  const endpoints = trpc.webhooks.listEndpoints.useQuery(endpointChoices).data?.data ?? [];
  const types = trpc.webhooks.listEventTypes.useQuery({}, { staleTime: Infinity }).data?.data ?? [];
  const groups = [...new Set(types.map(({ type }) => `${type.split(".")[0] ?? type}.*`))];
  const typeOptions = [...groups, ...types.map(({ type }) => type)].map((type) => ({
    value: type,
    text: type,
    label: <span className="font-mono text-xs">{type}</span>,
  }));
  return (
    <FilterRow parsers={deliveryParams} clear={isFiltered(params) ? () => setParams(null) : null}>
      <FilterChoice
        name={t("deliveries.field.state")}
        value={params.state}
        onValueChange={(state) => setParams({ state })}
        options={deskStates.map((state) => ({
          value: state,
          text: t(`deliveries.state.${state}`),
          label: <DeskStateLabel state={state} />,
        }))}
      />
      <FilterChoice
        name={t("deliveries.field.endpoint")}
        value={params.endpoint}
        onValueChange={(endpoint) => setParams({ endpoint })}
        options={endpoints.map(({ id, url, description }) => ({
          value: id,
          text: description || shortUrl(url),
          label: <span className="truncate">{description || shortUrl(url)}</span>,
        }))}
      />
      <FilterChoice
        name={t("deliveries.field.type")}
        value={params.type}
        onValueChange={(type) => setParams({ type })}
        options={typeOptions}
      />
      <FromFilter from={params.from} onChange={(from) => setParams({ from })} />
      {params.subject ? (
        <FilterChip
          name={t("deliveries.field.subject")}
          value={subjectName ?? params.subject.slice(-8)}
          onClear={() => setParams({ subject: null })}
        >
          <p className="px-2 py-1.5 text-sm text-ink-2">{t("deliveries.subjectFilter")}</p>
        </FilterChip>
      ) : null}
    </FilterRow>
  );
}

function FromFilter({ from, onChange }: { from: string | null; onChange: (from: string | null) => void }) {
  const t = useTranslations();
  const format = useFormatDate();
  const words = from ? t("ui.dateSince", { from: format(`${from}T12:00:00Z`, "date") }) : undefined;
  return (
    <FilterChip name={t("deliveries.field.when")} value={words} onClear={() => onChange(null)}>
      <div className="p-1">
        <Input
          type="date"
          aria-label={t("ui.from")}
          value={from ?? ""}
          onChange={(event) => onChange(event.target.value || null)}
        />
      </div>
    </FilterChip>
  );
}

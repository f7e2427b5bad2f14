"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useFormatDate } from "#components/format/time.tsx";
import { DateRangeFields } from "#components/ui/date-range.tsx";
import { FilterChip } from "#components/ui/filter-chip.tsx";
import { FilterChoice } from "#components/ui/filter-choice.tsx";
import { FilterToggle } from "#components/ui/filter-toggle.tsx";
import { Input } from "#components/ui/input.tsx";
import { FilterRow } from "#features/shell/filter-row.tsx";
import { trpc } from "#features/trpc/client.ts";
import { type InboxParams, inboxParams, isFiltered, messageStates } from "./inbox-params.ts";
import { MessageStateMark } from "./message-marks.tsx";

type InboxFiltersProps = { params: InboxParams; setParams: (change: Partial<InboxParams> | null) => unknown };

export function InboxFilters({ params, setParams }: InboxFiltersProps) {
  const t = useTranslations();
  const sources = trpc.inbound.listSources.useQuery({}).data?.data ?? [];
  return (
    <FilterRow parsers={inboxParams} clear={isFiltered(params) ? () => setParams(null) : null}>
      <FilterChoice
        name={t("inbox.field.state")}
        value={params.state}
        onValueChange={(state) => setParams({ state })}
        options={messageStates.map((value) => ({
          value,
          text: t(`inbox.state.${value}`),
          label: <MessageStateMark state={value} />,
        }))}
      />
      <FilterChoice
        name={t("inbox.field.source")}
        value={params.source}
        onValueChange={(source) => setParams({ source })}
        options={sources.map(({ id, name }) => ({ value: id, text: name, label: name }))}
      />
      <TypeFilter params={params} setParams={setParams} />
      <ReceivedFilter params={params} setParams={setParams} />
      <FilterToggle name={t("inbox.muted")} value={params.muted} onValueChange={(muted) => setParams({ muted })} />
    </FilterRow>
  );
}

function TypeFilter({ params, setParams }: InboxFiltersProps) {
  const t = useTranslations("inbox");
  const [text, setText] = useState(params.type ?? "");
  const take = () => setParams({ type: text.trim() || null });
  return (
    <FilterChip
      name={t("field.type")}
      value={params.type ?? undefined}
      onClear={() => {
        setText("");
        setParams({ type: null });
      }}
    >
      <form
        className="p-1"
        onSubmit={(event) => {
          event.preventDefault();
          take();
        }}
      >
        <Input
          aria-label={t("field.type")}
          placeholder={t("typePlaceholder")}
          maxLength={200}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={take}
        />
      </form>
    </FilterChip>
  );
}

function ReceivedFilter({ params, setParams }: InboxFiltersProps) {
  const t = useTranslations();
  const format = useFormatDate();
  const { from, to } = params;
  const day = (text: string) => format(`${text}T12:00:00Z`, "date");
  const words = () => {
    if (from && to) return from === to ? day(from) : t("ui.dateRange", { from: day(from), to: day(to) });
    if (from) return t("ui.dateSince", { from: day(from) });
    return to ? t("ui.dateUntil", { to: day(to) }) : undefined;
  };
  return (
    <FilterChip name={t("inbox.field.received")} value={words()} onClear={() => setParams({ from: null, to: null })}>
      <DateRangeFields className="p-2" value={{ from, to }} onValueChange={(range) => setParams(range)} />
    </FilterChip>
  );
}

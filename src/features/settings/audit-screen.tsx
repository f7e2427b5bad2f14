"use client";
import { ScrollText } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { FilterChoice } from "#components/ui/filter-choice.tsx";
import { choices, useFilters } from "#features/list/filters.ts";
import { ListScreen } from "#features/list/list-screen.tsx";
import { DaysFilter, TextFilter } from "#features/list/more-filters.tsx";
import { byId, endless, useList } from "#features/list/rows.ts";
import { trpc } from "#features/trpc/client.ts";
import { useMe } from "#features/trpc/use-me.ts";
import { auditCard, useAuditColumns } from "./audit-columns.tsx";
import { AuditExport } from "./audit-export.tsx";
import { auditInput, auditParams, auditSubjects, auditTransports, type Entry } from "./audit-params.ts";
import { useEntryWords } from "./audit-words.ts";
import { EntrySheet } from "./entry-sheet.tsx";
import { SettingsHeader } from "./settings-header.tsx";

export function AuditScreen() {
  const t = useTranslations("audit");
  const { timeZone } = useFormatSettings();
  const filters = useFilters(auditParams);
  const { params, set } = filters;
  const [open, setOpen] = useState<Entry | null>(null);
  const input = auditInput(params, timeZone);
  const query = trpc.audit.entries.useInfiniteQuery(input, endless);
  const list = useList(query, JSON.stringify(input), byId);
  const rowName = useMemo(() => (entry: Entry) => t("rowName", { who: entry.actor.name, what: entry.type }), [t]);
  const about = (id: string) => {
    set({ subject: id });
    setOpen(null);
  };
  const search = {
    value: params.who ?? "",
    onValueChange: (who: string) => set({ who: who === "" ? null : who }),
    placeholder: t("searchWho"),
  };
  return (
    <ListScreen
      label={t("title")}
      header={<SettingsHeader can={useMe().can} actions={<AuditExport input={input} />} />}
      list={list}
      filters={{ ...filters, search, choices: <Choices {...{ params, set }} /> }}
      table={{ columns: useAuditColumns(), rowName, onOpen: setOpen, card: auditCard }}
      empty={{ icon: <ScrollText />, title: t("empty"), body: t("emptyBody") }}
      noMatch={{ title: t("noneFound"), body: t("noneFoundBody") }}
      beside={open === null ? null : <EntrySheet entry={open} onClose={() => setOpen(null)} onSubject={about} />}
    />
  );
}

type ChoicesProps = Pick<ReturnType<typeof useFilters<typeof auditParams>>, "params" | "set">;

function Choices({ params, set }: ChoicesProps) {
  const t = useTranslations("audit");
  const words = useEntryWords();
  return (
    <>
      <FilterChoice
        name={t("field.about")}
        value={params.about}
        onValueChange={(about) => set({ about })}
        options={choices(auditSubjects, words.about)}
      />
      <FilterChoice
        name={t("field.transport")}
        value={params.transport}
        onValueChange={(transport) => set({ transport })}
        options={choices(auditTransports, words.transport)}
      />
      <DaysFilter
        name={t("field.at")}
        from={params.from}
        to={params.to}
        onValueChange={({ from, to }) => set({ from, to })}
      />
      <TextFilter
        key={`address ${params.address}`}
        name={t("field.address")}
        value={params.address}
        onValueChange={(address) => set({ address })}
        placeholder="203.0.113.7"
        maxLength={60}
      />
      <TextFilter
        key={`subject ${params.subject}`}
        name={t("field.subject")}
        value={params.subject}
        onValueChange={(subject) => set({ subject })}
        placeholder={t("subjectId")}
        maxLength={40}
      />
    </>
  );
}

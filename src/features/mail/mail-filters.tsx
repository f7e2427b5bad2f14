"use client";
import { useTranslations } from "use-intl";
import { FilterChoice } from "#components/ui/filter-choice.tsx";
import { FilterRow } from "#features/shell/filter-row.tsx";
import { ListSearch } from "#features/shell/list-search.tsx";
import { MailStateMark } from "./mail-marks.tsx";
import { isFiltered, type MailParams, mailParams, mailStates, mailTemplates } from "./mail-params.ts";

type MailFiltersProps = { params: MailParams; setParams: (change: Partial<MailParams> | null) => unknown };

export function MailFilters({ params, setParams }: MailFiltersProps) {
  const t = useTranslations();
  return (
    <FilterRow
      search={
        <ListSearch
          value={params.to ?? ""}
          onValueChange={(to) => setParams({ to: to === "" ? null : to })}
          placeholder={t("mail.searchRecipient")}
        />
      }
      parsers={mailParams}
      clear={isFiltered(params) ? () => setParams(null) : null}
    >
      <FilterChoice
        name={t("mail.field.state")}
        value={params.state}
        onValueChange={(state) => setParams({ state })}
        options={mailStates.map((value) => ({
          value,
          text: t(`mail.state.${value}`),
          label: <MailStateMark state={value} />,
        }))}
      />
      <FilterChoice
        name={t("mail.field.template")}
        value={params.template}
        onValueChange={(template) => setParams({ template })}
        options={mailTemplates.map((value) => ({
          value,
          text: t(`mail.template.${value}`),
          label: t(`mail.template.${value}`),
        }))}
      />
    </FilterRow>
  );
}

"use client";
import { FileInput } from "lucide-react";
import { useTranslations } from "use-intl";
import { FilterChoice } from "#components/ui/filter-choice.tsx";
import { importCard, useImportColumns } from "#features/imports/import-columns.tsx";
import { ImportStatusMark } from "#features/imports/import-marks.tsx";
import { told } from "#features/imports/import-news.ts";
import { type Import, importListInput, importParams, importStatuses } from "#features/imports/import-params.ts";
import { useCreateAction } from "#features/list/create-action.tsx";
import { choices, useFilters } from "#features/list/filters.ts";
import { ListScreen } from "#features/list/list-screen.tsx";
import { byId, inPages, endless, useList, useNews } from "#features/list/rows.ts";
import { trpc } from "#features/trpc/client.ts";

const rowName = (one: Import) => one.fileName;
const rowHref = (one: Import) => `/import/${one.id}`;

export function ImportsScreen() {
  const t = useTranslations("import");
  const utils = trpc.useUtils();
  const filters = useFilters(importParams);
  const { params, set } = filters;
  const input = importListInput(params);
  const list = useList(trpc.imports.list.useInfiniteQuery(input, endless), JSON.stringify(input), byId);
  useNews(list, {
    of: "import",
    told,
    put: (change) => utils.imports.list.setInfiniteData(input, inPages(change)),
    readAgain: () => void utils.imports.list.invalidate(),
    restMs: 2000,
  });
  const create = useCreateAction({ href: "/import/new", label: t("new"), scope: "imports:write", what: "imports" });
  return (
    <ListScreen
      label={t("title")}
      actions={create.button}
      list={list}
      filters={{
        ...filters,
        choices: (
          <FilterChoice
            name={t("statusLabel")}
            value={params.status}
            onValueChange={(status) => set({ status })}
            options={choices(
              importStatuses,
              (status) => t(`status.${status}`),
              (status) => (
                <ImportStatusMark status={status} />
              ),
            )}
          />
        ),
      }}
      table={{ columns: useImportColumns(), rowName, rowHref, card: importCard }}
      empty={{ icon: <FileInput />, title: t("empty"), body: t("emptyBody"), actions: create.inEmpty }}
      noMatch={{ title: t("noneFound") }}
    />
  );
}

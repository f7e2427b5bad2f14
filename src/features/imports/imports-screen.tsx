"use client";
import { keepPreviousData } from "@tanstack/react-query";
import { FileInput, Plus, SearchX } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { DataTable } from "#components/data-table/data-table.tsx";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { FilterChoice } from "#components/ui/filter-choice.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { importCard, useImportColumns } from "#features/imports/import-columns.tsx";
import { ImportStatusMark } from "#features/imports/import-marks.tsx";
import { told } from "#features/imports/import-news.ts";
import { type Import, importListInput, importParams, importStatuses } from "#features/imports/import-params.ts";
import { FilterRow } from "#features/shell/filter-row.tsx";
import { ListPage } from "#features/shell/list-page.tsx";
import { OnlyFor } from "#features/shell/only-for.tsx";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { trpc } from "#features/trpc/client.ts";
import { useLive } from "#features/trpc/live.ts";
import { QueryError } from "#features/trpc/query-error.tsx";
import { useMe } from "#features/trpc/use-me.ts";

const rowId = (one: Import) => one.id;
const rowName = (one: Import) => one.fileName;
const rowHref = (one: Import) => `/import/${one.id}`;

function useImports() {
  const utils = trpc.useUtils();
  const [params, setParams] = useQueryStates(importParams);
  const input = importListInput(params);
  const query = trpc.imports.list.useInfiniteQuery(input, {
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.data) ?? [], [query.data]);
  useLive((events) => {
    const mine = events.filter((event) => event.subjectType === "import");
    if (mine.length === 0) return;
    const news = (one: Import) => mine.reduce(told, one);
    utils.imports.list.setInfiniteData(
      input,
      (data) =>
        data && { ...data, pages: data.pages.map((page) => ({ ...page, data: page.data.map((one) => news(one)) })) },
    );
    if (mine.some((event) => event.type !== "import.progressed")) void utils.imports.list.invalidate();
  });
  return { params, setParams, query, rows };
}

export function ImportsScreen() {
  const t = useTranslations();
  const router = useRouter();
  const mayImport = useMe().can("imports:write");
  const { params, setParams, query, rows } = useImports();
  const columns = useImportColumns();
  useShortcut({ keys: "n", label: t("import.new"), group: "page", run: () => router.push("/import/new") }, mayImport);
  const start = mayImport ? (
    <Link href="/import/new" className={buttonClass("primary")}>
      <Plus />
      {t("import.new")}
      <Kbd keys="n" tone="inherit" className="ml-1 opacity-70 coarse:hidden" />
    </Link>
  ) : null;
  return (
    <ListPage>
      <PageHeader title={t("import.title")} actions={start ?? <OnlyFor scope="imports:write" what="imports" />} />
      <FilterRow parsers={importParams} clear={params.status ? () => void setParams(null) : null}>
        <FilterChoice
          name={t("import.statusLabel")}
          value={params.status}
          onValueChange={(status) => void setParams({ status })}
          options={importStatuses.map((status) => ({
            value: status,
            text: t(`import.status.${status}`),
            label: <ImportStatusMark status={status} />,
          }))}
        />
      </FilterRow>
      <DataTable
        label={t("import.title")}
        columns={columns}
        rows={rows}
        rowId={rowId}
        rowName={rowName}
        rowHref={rowHref}
        card={importCard}
        loading={query.isPending}
        hasMore={query.hasNextPage}
        loadingMore={query.isFetchingNextPage}
        onLoadMore={() => void query.fetchNextPage()}
        scrollKey="imports"
        empty={
          query.isError ? (
            <QueryError error={query.error} onRetry={() => void query.refetch()} />
          ) : params.status ? (
            <EmptyState
              icon={<SearchX />}
              title={t("import.noneFound")}
              actions={<Button onClick={() => void setParams(null)}>{t("ui.clear")}</Button>}
            />
          ) : (
            <EmptyState icon={<FileInput />} title={t("import.empty")} body={t("import.emptyBody")} actions={start} />
          )
        }
      />
    </ListPage>
  );
}

"use client";
import { keepPreviousData } from "@tanstack/react-query";
import { Mail as MailIcon, SearchX } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { DataTable } from "#components/data-table/data-table.tsx";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Button } from "#components/ui/button.tsx";
import { ListPage } from "#features/shell/list-page.tsx";
import { useCalm } from "#features/shell/use-calm.ts";
import { useFreshIds } from "#features/shell/use-fresh-ids.ts";
import { trpc } from "#features/trpc/client.ts";
import { useLive } from "#features/trpc/live.ts";
import { QueryError } from "#features/trpc/query-error.tsx";
import { mailCard, useMailColumns } from "./mail-columns.tsx";
import { MailFilters } from "./mail-filters.tsx";
import { isFiltered, type Mail, mailListInput, mailParams } from "./mail-params.ts";
import { NoServer } from "./no-server.tsx";

const rowId = (mail: Mail) => mail.id;
const rowHref = (mail: Mail) => `/mail/${mail.id}`;

/** What is kept makes no event: without a mail server the list is asked. */
const askAgainMs = 5000;

function useMails(sends: boolean) {
  const utils = trpc.useUtils();
  const [params, setParams] = useQueryStates(mailParams);
  const query = trpc.mails.list.useInfiniteQuery(mailListInput(params), {
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: sends ? false : askAgainMs,
  });
  const [fresh, mark] = useFreshIds();
  const readAgain = useCalm(() => void utils.mails.list.invalidate(), 2000);
  useLive((events) => {
    const mine = events.filter(({ subjectType }) => subjectType === "mail");
    if (mine.length === 0) return;
    mark(mine.map(({ subjectId }) => subjectId));
    readAgain();
  });
  return { params, setParams, query, fresh, rows: query.data?.pages.flatMap((page) => page.data) ?? [] };
}

export function MailsScreen({ sends }: { sends: boolean }) {
  const t = useTranslations();
  const { params, setParams, query, rows, fresh } = useMails(sends);
  const columns = useMailColumns();
  const rowName = useMemo(
    () => (mail: Mail) => t("mail.rowName", { subject: mail.subject, to: mail.to.name || mail.to.email }),
    [t],
  );
  return (
    <ListPage>
      <PageHeader title={t("mail.title")} />
      {sends ? null : <NoServer className="mx-4 mb-4 md:mx-6" />}
      <MailFilters params={params} setParams={setParams} />
      <DataTable
        label={t("mail.title")}
        columns={columns}
        rows={rows}
        rowId={rowId}
        rowName={rowName}
        rowHref={rowHref}
        card={mailCard}
        loading={query.isPending}
        hasMore={query.hasNextPage}
        loadingMore={query.isFetchingNextPage}
        onLoadMore={() => void query.fetchNextPage()}
        freshIds={fresh}
        scrollKey="mail"
        empty={
          query.isError ? (
            <QueryError error={query.error} onRetry={() => void query.refetch()} />
          ) : isFiltered(params) ? (
            <EmptyState
              icon={<SearchX />}
              title={t("mail.noneFound")}
              body={t("mail.noneFoundBody")}
              actions={<Button onClick={() => void setParams(null)}>{t("ui.clearAll")}</Button>}
            />
          ) : (
            <EmptyState icon={<MailIcon />} title={t("mail.empty")} body={t("mail.emptyBody")} />
          )
        }
      />
    </ListPage>
  );
}

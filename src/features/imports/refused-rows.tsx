"use client";
import { Download } from "lucide-react";
import { useTranslations } from "use-intl";
import { Quantity } from "#components/format/quantity.tsx";
import { Section } from "#components/patterns/section.tsx";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { type Import, isOver, reportsInput } from "#features/imports/import-params.ts";
import { useDownload } from "#features/imports/use-download.ts";
import { trpc } from "#features/trpc/client.ts";
import { QueryError } from "#features/trpc/query-error.tsx";

/** The rejected rows, each with its reason and content. */
export function RefusedRows({ one }: { one: Import }) {
  const t = useTranslations();
  const count = one.progress.rowsReported;
  const { busy, download } = useDownload(one);
  const query = trpc.imports.reports.useInfiniteQuery(reportsInput(one.id), {
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    enabled: count > 0,
  });
  const rows = query.data?.pages.flatMap((page) => page.data) ?? [];
  if (count === 0 && isOver(one) && one.status !== "done") return null;
  return (
    <Section
      title={t("import.refused")}
      aside={<Quantity value={count} />}
      actions={
        count > 0 ? (
          <Button size="sm" icon={<Download />} busy={busy} onClick={download}>
            {t("import.download")}
          </Button>
        ) : null
      }
    >
      {query.isError ? <QueryError error={query.error} onRetry={() => void query.refetch()} /> : null}
      {count === 0 && isOver(one) ? <p className="text-sm text-ink-3">{t("import.refusedNone")}</p> : null}
      {count > 0 && query.isPending ? <Skeleton className="h-40" /> : null}
      {rows.length > 0 ? (
        <>
          <Table className="max-md:hidden">
            <thead>
              <tr>
                <Th align="right" className="w-16">
                  {t("import.line")}
                </Th>
                <Th className="w-2/5">{t("import.reason")}</Th>
                <Th>{t("import.raw")}</Th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Tr key={row.line}>
                  <Td align="right" className="text-ink-3">
                    <Quantity value={row.line} />
                  </Td>
                  <Td>{row.detail}</Td>
                  <Td className="max-w-0 truncate font-mono text-xs leading-5 text-ink-2" title={row.raw}>
                    {row.raw}
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
          <ol className="md:hidden">
            {rows.map((row) => (
              <li key={row.line} className="grid gap-1 border-b py-2.5 text-sm last:border-b-0">
                <span className="flex gap-3">
                  <span className="tnum w-12 shrink-0 text-ink-3">{row.line}</span>
                  {row.detail}
                </span>
                <span className="truncate pl-15 font-mono text-xs text-ink-2">{row.raw}</span>
              </li>
            ))}
          </ol>
        </>
      ) : null}
      {query.hasNextPage ? (
        <Button
          size="sm"
          variant="ghost"
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
          className="mt-2 w-full"
        >
          {t("ui.more")}
        </Button>
      ) : null}
    </Section>
  );
}

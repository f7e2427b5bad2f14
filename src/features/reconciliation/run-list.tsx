"use client";
import { Scale } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { Quantity } from "#components/format/quantity.tsx";
import { DateTime } from "#components/format/time.tsx";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { trpc } from "#features/trpc/client.ts";
import { QueryError } from "#features/trpc/query-error.tsx";
import { RunStatusMark } from "./recon-marks.tsx";
import { isOver, type PartnerDetail, type Run, runHref, runListInput } from "./reconciliation-params.ts";

const figures = ["agree", "missingHere", "missingThere", "differ"] as const;

/** The comparisons with a partner, newest first. */
export function RunList({ partner }: { partner: PartnerDetail }) {
  const t = useTranslations();
  const query = trpc.reconciliation.list.useInfiniteQuery(runListInput(partner.id), {
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.data.some((run) => !isOver(run))) ? 3000 : false,
  });
  const runs = query.data?.pages.flatMap((page) => page.data) ?? [];
  if (query.isError && !query.data) return <QueryError error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <Skeleton className="h-40" />;
  if (runs.length === 0)
    return (
      <EmptyState
        icon={<Scale />}
        title={t("reconciling.partner.noRuns")}
        body={t("reconciling.partner.noRunsBody")}
        className="py-8"
      />
    );
  return (
    <>
      <RunTable runs={runs} />
      <ul className="md:hidden">
        {runs.map((run) => (
          <li key={run.id} className="border-b last:border-b-0">
            <Link href={runHref(run.id)} className="flex items-center justify-between gap-3 py-3 text-sm">
              <DateTime at={run.createdAt} className="font-medium" />
              <RunStatusMark status={run.status} />
              <Open run={run} words />
            </Link>
          </li>
        ))}
      </ul>
      {query.hasNextPage ? (
        <Button
          variant="ghost"
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
          className="mt-2 w-full"
        >
          {t("ui.more")}
        </Button>
      ) : null}
    </>
  );
}

function RunTable({ runs }: { runs: readonly Run[] }) {
  const t = useTranslations("reconciling.field");
  return (
    <Table className="max-md:hidden">
      <thead>
        <tr>
          <Th>{t("started")}</Th>
          <Th>{t("state")}</Th>
          {figures.map((figure) => (
            <Th key={figure} align="right">
              {t(figure)}
            </Th>
          ))}
          <Th align="right">{t("open")}</Th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <Tr key={run.id}>
            <Td>
              <Link href={runHref(run.id)} className="font-medium hover:underline">
                <DateTime at={run.createdAt} />
              </Link>
            </Td>
            <Td>
              <RunStatusMark status={run.status} />
            </Td>
            {figures.map((figure) => (
              <Td key={figure} align="right">
                {run.counts ? <Quantity value={run.counts[figure]} quietZero /> : null}
              </Td>
            ))}
            <Td align="right">
              <Open run={run} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function Open({ run, words = false }: { run: Run; words?: boolean }) {
  const t = useTranslations("reconciling.run");
  if (run.status !== "done") return null;
  if (words)
    return run.open === 0 ? null : <span className="text-amber-ink">{t("openCount", { count: run.open })}</span>;
  return <Quantity value={run.open} quietZero className={cx(run.open > 0 && "font-medium text-amber-ink")} />;
}

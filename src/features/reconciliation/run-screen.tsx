"use client";
import { CircleCheck } from "lucide-react";
import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { Alert } from "#components/patterns/alert.tsx";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { FilterChip } from "#components/ui/filter-chip.tsx";
import { FilterChoice } from "#components/ui/filter-choice.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { Detail } from "#features/list/detail.tsx";
import { choices, useFilters } from "#features/list/filters.ts";
import { ListPage } from "#features/list/list-page.tsx";
import { ListTable } from "#features/list/list-screen.tsx";
import { byId, endless, useList } from "#features/list/rows.ts";
import { trpc } from "#features/trpc/client.ts";
import { CountBar } from "./count-bar.tsx";
import { differenceCard, useDifferenceColumns } from "./difference-columns.tsx";
import { DifferenceStateMark } from "./recon-marks.tsx";
import {
  type Difference,
  differenceListInput,
  differenceParams,
  differenceStates,
  isOver,
  type Run,
} from "./reconciliation-params.ts";
import { RunHeader } from "./run-header.tsx";
import { RunSkeleton } from "./run-skeleton.tsx";
import { useReconNews } from "./use-recon-news.ts";
import { useRepairAll } from "./use-repair-all.ts";

const DifferenceSheet = dynamic(() => import("./difference-sheet.tsx").then((module) => module.DifferenceSheet), {
  ssr: false,
});

/** Polls during work whose steps do not all emit events. */
const askAgainMs = 2000;

type Filters = ReturnType<typeof useFilters<typeof differenceParams>>;

export function RunScreen({ id }: { id: string }) {
  const t = useTranslations("reconciling");
  const query = trpc.reconciliation.get.useQuery(
    { id },
    { refetchInterval: ({ state }) => (state.data && !isOver(state.data) ? askAgainMs : false) },
  );
  useReconNews();
  return (
    <Detail query={query} what="run" back={{ href: "/reconciliation", label: t("title") }} skeleton={<RunSkeleton />}>
      {(run) => <RunBody run={run} />}
    </Detail>
  );
}

function RunBody({ run }: { run: Run }) {
  const t = useTranslations("reconciling.run");
  const filters = useFilters(differenceParams);
  const repairAll = useRepairAll(run);
  const { counts, status } = run;
  return (
    <ListPage>
      <RunHeader run={run} repairAll={repairAll} />
      {isOver(run) ? null : <Comparing run={run} />}
      {status === "failed" ? (
        <Alert tone="danger" title={t("failedTitle")} className="mx-4 mb-4 md:mx-6">
          {run.error}
        </Alert>
      ) : null}
      {repairAll.progress ? <RepairProgress {...repairAll.progress} /> : null}
      {counts ? (
        <CountBar counts={counts} chosen={filters.params.kind} onChoose={(kind) => filters.set({ kind })} />
      ) : null}
      {counts && counts.missingHere + counts.missingThere + counts.differ > 0 ? (
        <Differences run={run} filters={filters} poll={repairAll.busy} />
      ) : null}
      {counts && counts.missingHere + counts.missingThere + counts.differ === 0 ? (
        <div className="flex-1 border-t">
          <EmptyState icon={<CircleCheck />} title={t("allAgree")} body={t("allAgreeBody", { count: counts.agree })} />
        </div>
      ) : null}
    </ListPage>
  );
}

function Comparing({ run }: { run: Run }) {
  const t = useTranslations("reconciling");
  const words =
    run.status === "queued"
      ? t("run.waiting")
      : t("run.comparing", { what: t(`compares.${run.partner.compares}`).toLowerCase() });
  return (
    <div className="mx-4 mb-4 grid gap-2 md:mx-6" aria-live="polite">
      <Progress label={words} value={null} />
      <p className="flex flex-wrap justify-between gap-x-4 text-sm text-ink-2">
        {words}
        <span className="text-ink-3">{t("run.leave")}</span>
      </p>
    </div>
  );
}

function RepairProgress({ done, total }: { done: number; total: number }) {
  const t = useTranslations("reconciling");
  const words = t("repairAll.progress", { done, total });
  return (
    <div className="mx-4 mb-4 grid gap-2 md:mx-6" aria-live="polite">
      <Progress label={words} value={done} max={Math.max(1, total)} />
      <p className="flex flex-wrap justify-between gap-x-4 text-sm text-ink-2">
        <span className="tnum">{words}</span>
        <span className="text-ink-3">{t("run.leave")}</span>
      </p>
    </div>
  );
}

type DifferencesProps = {
  run: Run;
  filters: Filters;
  /** A worker is repairing. */
  poll: boolean;
};

function Differences({ run, filters, poll }: DifferencesProps) {
  const t = useTranslations("reconciling");
  const { params, set } = filters;
  const input = differenceListInput(run.id, params);
  const query = trpc.reconciliation.listDifferences.useInfiniteQuery(input, endless);
  const list = useList(query, JSON.stringify(input), byId);
  usePolling(run.id, poll);
  const columns = useDifferenceColumns();
  const [openId, setOpenId] = useState<string | null>(null);
  const open = list.rows.find(({ id }) => id === openId);
  const rowName = useMemo(() => (one: Difference) => t("run.rowName", { key: one.key }), [t]);
  return (
    <>
      <ListTable
        label={t("field.kind")}
        list={list}
        filters={{
          ...filters,
          choices: (
            <>
              <FilterChoice
                name={t("field.state")}
                value={params.state}
                onValueChange={(state) => set({ state })}
                options={choices(
                  differenceStates,
                  (state) => t(`state.${state}`),
                  (state) => (
                    <DifferenceStateMark state={state} />
                  ),
                )}
              />
              {params.kind ? (
                <FilterChip name={t("field.kind")} value={t(`kind.${params.kind}`)} onClear={() => set({ kind: null })}>
                  <p className="px-2 py-1.5 text-sm text-ink-2">{t("run.kindHint")}</p>
                </FilterChip>
              ) : null}
            </>
          ),
        }}
        table={{ columns, rowName, onOpen: (one) => setOpenId(one.id), card: differenceCard }}
        empty={{ title: t("run.noneFound"), body: t("run.noneFoundBody") }}
        noMatch={{ title: t("run.noneFound"), body: t("run.noneFoundBody") }}
      />
      {open ? (
        <DifferenceSheet
          key={open.id}
          difference={open}
          compares={run.partner.compares}
          onClose={() => setOpenId(null)}
        />
      ) : null}
    </>
  );
}

/** A rejected repair emits no event: the counters are polled while a worker repairs. */
function usePolling(id: string, on: boolean): void {
  trpc.reconciliation.get.useQuery({ id }, { refetchInterval: on ? askAgainMs : false });
}

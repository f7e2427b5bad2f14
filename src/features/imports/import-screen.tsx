"use client";
import { Ban } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Quantity } from "#components/format/quantity.tsx";
import { DateTime } from "#components/format/time.tsx";
import { Alert } from "#components/patterns/alert.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { StatRow, StatTile } from "#components/patterns/stat-tile.tsx";
import { Button } from "#components/ui/button.tsx";
import { notify } from "#components/ui/notify.ts";
import { Progress } from "#components/ui/progress.tsx";
import { ImportStatusMark } from "#features/imports/import-marks.tsx";
import { told } from "#features/imports/import-news.ts";
import { type Import, isOver, reportsInput } from "#features/imports/import-params.ts";
import { MadeThings } from "#features/imports/made-things.tsx";
import { Reconciliation } from "#features/imports/reconciliation.tsx";
import { RefusedRows } from "#features/imports/refused-rows.tsx";
import { Detail } from "#features/list/detail.tsx";
import { ReadingPage } from "#features/list/list-page.tsx";
import { DetailSkeleton } from "#features/shell/page-skeletons.tsx";
import { useCalm } from "#features/shell/use-calm.ts";
import { trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";
import { useLive } from "#features/trpc/live.ts";
import { useMe } from "#features/trpc/use-me.ts";

const ConfirmDialog = dynamic(
  () => import("#components/ui/confirm-dialog.tsx").then((module) => module.ConfirmDialog),
  { ssr: false },
);

/** A running import is polled after this long without events. */
const askAgainMs = 5000;

function useImport(id: string) {
  const utils = trpc.useUtils();
  const query = trpc.imports.get.useQuery(
    { id },
    { refetchInterval: ({ state }) => (state.data && !isOver(state.data) ? askAgainMs : false) },
  );
  const readReports = useCalm(() => void utils.imports.reports.invalidate(reportsInput(id)), 3000);
  useLive((events) => {
    const mine = events.filter((event) => event.subjectId === id);
    if (mine.length === 0) return;
    utils.imports.get.setData({ id }, (one) => one && mine.reduce(told, one));
    readReports();
    if (mine.some((event) => event.type !== "import.progressed")) void utils.imports.get.invalidate({ id });
  });
  return query;
}

export function ImportScreen({ id }: { id: string }) {
  const t = useTranslations("import");
  const query = useImport(id);
  return (
    <Detail
      query={query}
      what="import"
      back={{ href: "/import", label: t("title") }}
      skeleton={<DetailSkeleton back={t("title")} layout="one" figures />}
    >
      {(one) => <ImportBody one={one} />}
    </Detail>
  );
}

function ImportBody({ one }: { one: Import }) {
  const t = useTranslations();
  const mayStop = useMe().can("imports:write") && !isOver(one);
  const [asking, setAsking] = useState(false);
  return (
    <ReadingPage>
      <PageHeader
        back={
          <Link href="/import" className="hover:text-ink">
            {t("import.title")}
          </Link>
        }
        title={<span className="break-all">{one.fileName}</span>}
        marks={<ImportStatusMark status={one.status} />}
        meta={
          <>
            {t(`import.preset.${one.preset}`)} · <DateTime at={one.createdAt} />
          </>
        }
        actions={
          mayStop ? (
            <Button icon={<Ban />} onClick={() => setAsking(true)}>
              {t("import.stop")}
            </Button>
          ) : null
        }
      />
      <div className="px-4 md:px-6">
        {isOver(one) ? null : <Running one={one} />}
        {one.status === "failed" ? (
          <Alert tone="danger" title={t("import.failedTitle")} className="mb-5">
            {one.error}
          </Alert>
        ) : null}
        <Tiles one={one} />
        <div className="mt-6 grid gap-x-10 lg:grid-cols-[minmax(0,1fr)_19rem]">
          <div className="min-w-0">
            <Reconciliation one={one} />
          </div>
          <aside>
            <MadeThings one={one} />
          </aside>
        </div>
        <RefusedRows one={one} />
      </div>
      {asking ? <StopDialog one={one} onClose={() => setAsking(false)} /> : null}
    </ReadingPage>
  );
}

function Running({ one }: { one: Import }) {
  const t = useTranslations("import");
  const { rowsTotal, rowsRead } = one.progress;
  const known = one.status === "running" && rowsTotal !== null;
  return (
    <div className="mb-6 grid gap-2">
      <Progress label={t("progress")} value={known ? rowsRead : null} max={Math.max(1, rowsTotal ?? 1)} />
      <p className="flex flex-wrap justify-between gap-x-4 text-sm text-ink-2">
        <span className="tnum">
          {known
            ? t("progressRows", { read: rowsRead, total: rowsTotal })
            : t(one.status === "queued" ? "progressWaiting" : "progressLooking")}
        </span>
        <span className="text-ink-3">{t("leave")}</span>
      </p>
    </div>
  );
}

function Tiles({ one }: { one: Import }) {
  const t = useTranslations("import.tile");
  const { rowsTotal, rowsRead, rowsBooked, rowsUnchanged, rowsReported, documents } = one.progress;
  return (
    <StatRow>
      <StatTile label={t("rows")} value={<Quantity value={rowsTotal ?? rowsRead} quietZero />} />
      <StatTile
        label={t("booked")}
        value={<Quantity value={rowsBooked} quietZero />}
        note={rowsBooked > 0 ? t("unchanged", { count: rowsUnchanged }) : null}
      />
      <StatTile
        label={t("refused")}
        value={<Quantity value={rowsReported} quietZero />}
        tone={rowsReported > 0 ? "amber" : "plain"}
        note={rowsReported > 0 ? t("refusedNote") : one.status === "done" ? t("refusedNone") : null}
      />
      <StatTile label={t("documents")} value={<Quantity value={documents} quietZero />} note={t("documentsNote")} />
    </StatRow>
  );
}

function StopDialog({ one, onClose }: { one: Import; onClose: () => void }) {
  const t = useTranslations("import");
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const cancel = trpc.imports.cancel.useMutation();
  const stop = async () => {
    try {
      const stopped = await cancel.mutateAsync({ id: one.id });
      utils.imports.get.setData({ id: one.id }, stopped);
      notify.done(t("stopped", { name: one.fileName }));
    } catch (error) {
      reportFailure(t("notStopped"), error);
    }
    onClose();
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("stopTitle", { name: one.fileName })}
      body={t("stopBody")}
      confirm={t("stopConfirm")}
      tone="danger"
      onConfirm={stop}
    />
  );
}

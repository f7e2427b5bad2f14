"use client";
import { Plug, Plus } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { DataTable } from "#components/data-table/data-table.tsx";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { IntegrationsHeader } from "#features/integrations/integrations-header.tsx";
import { useRegisterCommands } from "#features/shell/commands.ts";
import { ListPage } from "#features/shell/list-page.tsx";
import { OnlyFor } from "#features/shell/only-for.tsx";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { useCalm } from "#features/shell/use-calm.ts";
import { trpc } from "#features/trpc/client.ts";
import { useLive } from "#features/trpc/live.ts";
import { QueryError } from "#features/trpc/query-error.tsx";
import { useMe } from "#features/trpc/use-me.ts";
import { useSourceCard, useSourceColumns } from "./source-columns.tsx";
import type { Source } from "./source-params.ts";

const newHref = "/integrations/sources/new";
/** Messages may come by the hundred; their figures are read again this often at most. */
const restMs = 3000;
const none: readonly Source[] = [];

const rowId = (source: Source) => source.id;
const rowName = (source: Source) => source.name;
const rowHref = (source: Source) => `/integrations/sources/${source.id}`;

function useSources() {
  const utils = trpc.useUtils();
  const query = trpc.inbound.listSources.useQuery({});
  const counts = trpc.inbound.counts.useQuery({}).data?.data;
  const readAgain = useCalm(() => {
    void utils.inbound.listSources.invalidate();
    void utils.inbound.counts.invalidate();
  }, restMs);
  useLive((events) => {
    if (events.some(({ subjectType }) => subjectType === "inbound_source" || subjectType === "inbound_message"))
      readAgain();
  });
  const today = useMemo(() => new Map(counts?.map(({ sourceId, received }) => [sourceId, received])), [counts]);
  return { query, rows: query.data?.data ?? none, today };
}

export function SourcesScreen({ origin }: { origin: string }) {
  const t = useTranslations();
  const router = useRouter();
  const mayWrite = useMe().can("webhooks:write");
  const { query, rows, today } = useSources();
  const columns = useSourceColumns({ origin, today });
  const card = useSourceCard();
  useShortcut({ keys: "n", label: t("sources.new"), group: "page", run: () => router.push(newHref) }, mayWrite);
  useRegisterCommands(
    useMemo(
      () =>
        mayWrite
          ? [{ id: "source-new", label: t("sources.new"), icon: Plus, keys: "n", run: () => router.push(newHref) }]
          : [],
      [mayWrite, router, t],
    ),
  );
  const add = mayWrite ? (
    <Link href={newHref} className={buttonClass("primary")}>
      <Plus aria-hidden="true" />
      {t("sources.new")}
      <Kbd keys="n" tone="inherit" className="ml-1 opacity-70 coarse:hidden" />
    </Link>
  ) : null;
  return (
    <ListPage>
      <IntegrationsHeader actions={add ?? <OnlyFor scope="webhooks:write" what="sources" />} />
      <DataTable
        label={t("sources.title")}
        columns={columns}
        rows={rows}
        rowId={rowId}
        rowName={rowName}
        rowHref={rowHref}
        card={card}
        loading={query.isPending}
        className="-mt-4 border-t-0"
        empty={
          query.isError ? (
            <QueryError error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <EmptyState icon={<Plug />} title={t("sources.empty")} body={t("sources.emptyBody")} actions={add} />
          )
        }
      />
    </ListPage>
  );
}

"use client";
import { Plug } from "lucide-react";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { IntegrationsHeader } from "#features/integrations/integrations-header.tsx";
import { useCreateAction } from "#features/list/create-action.tsx";
import { ListScreen } from "#features/list/list-screen.tsx";
import { byId, useList, useNews } from "#features/list/rows.ts";
import { trpc } from "#features/trpc/client.ts";
import { useSourceCard, useSourceColumns } from "./source-columns.tsx";
import type { Source } from "./source-params.ts";

const rowName = (source: Source) => source.name;
const rowHref = (source: Source) => `/integrations/sources/${source.id}`;

export function SourcesScreen({ origin }: { origin: string }) {
  const t = useTranslations("sources");
  const utils = trpc.useUtils();
  const list = useList(trpc.inbound.listSources.useQuery({}), "sources", byId);
  const counts = trpc.inbound.counts.useQuery({}).data?.data;
  const today = useMemo(() => new Map(counts?.map(({ sourceId, received }) => [sourceId, received])), [counts]);
  useNews(list, {
    of: "inbound_source",
    also: ({ subjectType }) => subjectType === "inbound_message",
    readAgain: () => {
      void utils.inbound.listSources.invalidate();
      void utils.inbound.counts.invalidate();
    },
    restMs: 3000,
  });
  const create = useCreateAction({
    href: "/integrations/sources/new",
    label: t("new"),
    scope: "webhooks:write",
    what: "sources",
  });
  const columns = useSourceColumns({ origin, today });
  return (
    <ListScreen
      label={t("title")}
      header={<IntegrationsHeader actions={create.button} />}
      list={list}
      table={{ columns, rowName, rowHref, card: useSourceCard(), className: "-mt-4 border-t-0" }}
      empty={{ icon: <Plug />, title: t("empty"), body: t("emptyBody"), actions: create.inEmpty }}
    />
  );
}

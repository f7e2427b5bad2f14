"use client";
import { Scale } from "lucide-react";
import { useTranslations } from "use-intl";
import { useCreateAction } from "#features/list/create-action.tsx";
import { ListScreen } from "#features/list/list-screen.tsx";
import { byId, useList } from "#features/list/rows.ts";
import { trpc } from "#features/trpc/client.ts";
import { partnerCard, usePartnerColumns } from "./partner-columns.tsx";
import { useComparesWords } from "./recon-marks.tsx";
import { type Partner, partnerHref } from "./reconciliation-params.ts";
import { useReconNews } from "./use-recon-news.ts";

const rowName = (partner: Partner) => partner.name;
const rowHref = (partner: Partner) => partnerHref(partner.id);

export function PartnersScreen() {
  const t = useTranslations("reconciling");
  const list = useList(trpc.reconciliation.listPartners.useQuery({}), "partners", byId);
  const create = useCreateAction({
    href: "/reconciliation/new",
    label: t("new"),
    scope: "webhooks:write",
    what: "partners",
  });
  useReconNews();
  return (
    <ListScreen
      label={t("title")}
      actions={create.button}
      list={list}
      table={{ columns: usePartnerColumns(useComparesWords()), rowName, rowHref, card: partnerCard }}
      empty={{ icon: <Scale />, title: t("empty"), body: t("emptyBody"), actions: create.inEmpty }}
    />
  );
}

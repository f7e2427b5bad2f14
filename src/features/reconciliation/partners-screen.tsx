"use client";
import { Plus, Scale } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { DataTable } from "#components/data-table/data-table.tsx";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { useRegisterCommands } from "#features/shell/commands.ts";
import { ListPage } from "#features/shell/list-page.tsx";
import { OnlyFor } from "#features/shell/only-for.tsx";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { trpc } from "#features/trpc/client.ts";
import { QueryError } from "#features/trpc/query-error.tsx";
import { useMe } from "#features/trpc/use-me.ts";
import { partnerCard, usePartnerColumns } from "./partner-columns.tsx";
import { type Partner, partnerHref } from "./reconciliation-params.ts";
import { useReconNews } from "./use-recon-news.ts";

const newHref = "/reconciliation/new";
const none: readonly Partner[] = [];
const rowId = (partner: Partner) => partner.id;
const rowName = (partner: Partner) => partner.name;
const rowHref = (partner: Partner) => partnerHref(partner.id);

export function PartnersScreen() {
  const t = useTranslations("reconciling");
  const router = useRouter();
  const mayWrite = useMe().can("webhooks:write");
  const query = trpc.reconciliation.listPartners.useQuery({});
  const columns = usePartnerColumns();
  useReconNews();
  useShortcut({ keys: "n", label: t("new"), group: "page", run: () => router.push(newHref) }, mayWrite);
  useRegisterCommands(
    useMemo(
      () =>
        mayWrite
          ? [{ id: "partner-new", label: t("new"), icon: Plus, keys: "n", run: () => router.push(newHref) }]
          : [],
      [mayWrite, router, t],
    ),
  );
  const add = mayWrite ? (
    <Link href={newHref} className={buttonClass("primary")}>
      <Plus aria-hidden="true" />
      {t("new")}
      <Kbd keys="n" tone="inherit" className="ml-1 opacity-70 coarse:hidden" />
    </Link>
  ) : null;
  return (
    <ListPage>
      <PageHeader title={t("title")} actions={add ?? <OnlyFor scope="webhooks:write" what="partners" />} />
      <DataTable
        label={t("title")}
        columns={columns}
        rows={query.data?.data ?? none}
        rowId={rowId}
        rowName={rowName}
        rowHref={rowHref}
        card={partnerCard}
        loading={query.isPending}
        scrollKey="partners"
        empty={
          query.isError ? (
            <QueryError error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <EmptyState icon={<Scale />} title={t("empty")} body={t("emptyBody")} actions={add} />
          )
        }
      />
    </ListPage>
  );
}

"use client";
import { Download, Pencil, Trash2, Upload } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { useGo } from "#components/hooks/use-go.ts";
import { CodeBlock } from "#components/patterns/code-block.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Description, DescriptionList, Section } from "#components/patterns/section.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { notify } from "#components/ui/notify.ts";
import { Detail } from "#features/list/detail.tsx";
import { ReadingPage } from "#features/list/list-page.tsx";
import { useRegisterCommands } from "#features/shell/commands.ts";
import { OnlyFor } from "#features/shell/only-for.tsx";
import { DetailSkeleton } from "#features/shell/page-skeletons.tsx";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";
import { useMe } from "#features/trpc/use-me.ts";
import { postCall } from "./post-call.ts";
import { useComparesWords } from "./recon-marks.tsx";
import { type PartnerDetail, partnerHref, runHref } from "./reconciliation-params.ts";
import { RunList } from "./run-list.tsx";
import { useReconNews } from "./use-recon-news.ts";

const ConfirmDialog = dynamic(
  () => import("#components/ui/confirm-dialog.tsx").then((module) => module.ConfirmDialog),
  { ssr: false },
);

type PartnerScreenProps = { id: string; origin: string };

export function PartnerScreen({ id, origin }: PartnerScreenProps) {
  const t = useTranslations("reconciling");
  const query = trpc.reconciliation.getPartner.useQuery({ id });
  useReconNews();
  return (
    <Detail
      query={query}
      what="partner"
      back={{ href: "/reconciliation", label: t("title") }}
      skeleton={<DetailSkeleton back={t("title")} actions={3} />}
    >
      {(partner) => <PartnerBody partner={partner} origin={origin} />}
    </Detail>
  );
}

function PartnerBody({ partner, origin }: { partner: PartnerDetail; origin: string }) {
  const t = useTranslations("reconciling");
  const mayWrite = useMe().can("webhooks:write");
  const words = useComparesWords();
  const code = (chunks: ReactNode) => <code className="rounded-sm bg-sunken px-1 font-mono text-xs">{chunks}</code>;
  return (
    <ReadingPage>
      <PageHeader
        back={
          <Link href="/reconciliation" className="hover:text-ink">
            {t("title")}
          </Link>
        }
        title={partner.name}
        meta={words(partner)}
        actions={mayWrite ? <Actions partner={partner} /> : <OnlyFor scope="webhooks:write" what="partners" />}
      />
      <div className="grid gap-x-10 px-4 md:px-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0">
          <Section title={t("partner.runs")}>
            <RunList partner={partner} />
          </Section>
          <Section title={t("partner.call")}>
            <p className="mb-2 text-sm text-ink-2">{t.rich("partner.callHint", { code })}</p>
            <CodeBlock label={t("partner.callBody")} text={postCall(origin, partner)} />
          </Section>
        </div>
        <aside>
          <Facts partner={partner} />
        </aside>
      </div>
    </ReadingPage>
  );
}

function Facts({ partner }: { partner: PartnerDetail }) {
  const t = useTranslations("reconciling");
  const words = useComparesWords();
  const { url, hasAuthorization, endpointId } = partner;
  return (
    <Section title={t("partner.about")}>
      <DescriptionList>
        <Description term={t("field.code")}>
          <span className="font-mono text-xs">{partner.code}</span>
        </Description>
        <Description term={t("field.compares")}>{words(partner)}</Description>
        <Description term={t("field.source")}>
          {url === null ? t("posted") : <span className="break-all">{url}</span>}
        </Description>
        {hasAuthorization ? <Description term={t("field.authorization")}>{t("partner.set")}</Description> : null}
        <Description term={t("field.endpoint")}>
          {endpointId === null ? (
            <span className="text-ink-3">{t("partner.noEndpoint")}</span>
          ) : (
            <Link href={`/integrations/webhooks/${endpointId}`} className="underline underline-offset-2">
              {t("partner.openEndpoint")}
            </Link>
          )}
        </Description>
      </DescriptionList>
    </Section>
  );
}

function Actions({ partner }: { partner: PartnerDetail }) {
  const t = useTranslations("reconciling.partner");
  const go = useGo();
  const [removing, setRemoving] = useState(false);
  const fetching = useFetch(partner);
  const compareHref = `${partnerHref(partner.id)}/compare`;
  const fetched = partner.url !== null;
  const compare = () => go(compareHref);
  useShortcut({ keys: "n", label: t("compare"), group: "page", run: compare });
  useRegisterCommands(
    useMemo(
      () => [
        { id: "partner-compare", label: t("compare"), icon: Upload, keys: "n", run: () => go(compareHref) },
        ...(fetched ? [{ id: "partner-fetch", label: t("fetch"), icon: Download, run: fetching.run }] : []),
      ],
      // oxlint-disable-next-line react/exhaustive-deps -- its effect is the same in every render
      [compareHref, fetched, go, t],
    ),
  );
  return (
    <>
      <Button variant="ghost" icon={<Trash2 />} onClick={() => setRemoving(true)}>
        {t("remove")}
      </Button>
      <Link href={`${partnerHref(partner.id)}/edit`} className={buttonClass()}>
        <Pencil aria-hidden="true" />
        {t("edit")}
      </Link>
      <Link href={compareHref} className={buttonClass(fetched ? "secondary" : "primary")}>
        <Upload aria-hidden="true" />
        {t("compare")}
      </Link>
      {fetched ? (
        <Button variant="primary" icon={<Download />} busy={fetching.busy} onClick={fetching.run}>
          {t("fetch")}
        </Button>
      ) : null}
      {removing ? <RemoveDialog partner={partner} onClose={() => setRemoving(false)} /> : null}
    </>
  );
}

/** Fetches their list from its URL and opens the result. */
function useFetch(partner: PartnerDetail) {
  const t = useTranslations("reconciling.partner");
  const go = useGo();
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const start = trpc.reconciliation.start.useMutation({
    onSuccess: (run) => {
      utils.reconciliation.get.setData({ id: run.id }, run);
      notify.done(t("fetching"));
      go(runHref(run.id));
    },
    onError: (error) => reportFailure(t("notFetched"), error),
    onSettled: () => void utils.reconciliation.list.invalidate(),
  });
  return { busy: start.isPending, run: () => start.mutate({ partner: partner.id }) };
}

function RemoveDialog({ partner, onClose }: { partner: PartnerDetail; onClose: () => void }) {
  const t = useTranslations("reconciling.partner");
  const go = useGo();
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const remove = trpc.reconciliation.deletePartner.useMutation();
  const { id, name } = partner;
  const run = async () => {
    try {
      await remove.mutateAsync({ id });
      notify.done(t("removed", { name }));
      go("/reconciliation");
      void utils.reconciliation.listPartners.invalidate();
    } catch (error) {
      reportFailure(t("notRemoved"), error);
      throw error;
    }
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={t("removeTitle", { name })}
      body={t("removeBody")}
      confirm={t("remove")}
      tone="danger"
      onConfirm={run}
    />
  );
}

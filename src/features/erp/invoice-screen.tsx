"use client";
import { RotateCw } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { Money } from "#components/format/money.tsx";
import { DateTime, RelativeTime } from "#components/format/time.tsx";
import { Alert } from "#components/patterns/alert.tsx";
import { CodeBlock } from "#components/patterns/code-block.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Description, DescriptionList, Section } from "#components/patterns/section.tsx";
import { Button } from "#components/ui/button.tsx";
import { notify } from "#components/ui/notify.ts";
import { Detail } from "#features/list/detail.tsx";
import { ReadingPage } from "#features/list/list-page.tsx";
import { OnlyFor } from "#features/shell/only-for.tsx";
import { DetailSkeleton } from "#features/shell/page-skeletons.tsx";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";
import { useLive } from "#features/trpc/live.ts";
import { useMe } from "#features/trpc/use-me.ts";
import { ErpAttempts } from "./erp-attempts.tsx";
import type { InvoiceDetail } from "./erp-params.ts";
import { InvoiceStateMark } from "./invoice-marks.tsx";

/** Failed attempts emit no events. */
const askAgainMs = 2000;
const isWaiting = (invoice: InvoiceDetail | undefined) => invoice?.state === "pending" || invoice?.state === "failed";

export function InvoiceScreen({ id }: { id: string }) {
  const t = useTranslations("erp");
  const utils = trpc.useUtils();
  const query = trpc.erp.getInvoice.useQuery(
    { id },
    { refetchInterval: ({ state }) => (isWaiting(state.data) ? askAgainMs : false) },
  );
  useLive((events) => {
    if (events.some(({ subjectId }) => subjectId === id)) void utils.erp.getInvoice.invalidate({ id });
  });
  return (
    <Detail
      query={query}
      what="invoice"
      back={{ href: "/integrations/erp", label: t("title") }}
      skeleton={<DetailSkeleton back={t("title")} layout="halves" />}
    >
      {(invoice) => <InvoiceBody invoice={invoice} />}
    </Detail>
  );
}

function InvoiceBody({ invoice }: { invoice: InvoiceDetail }) {
  const t = useTranslations("erp");
  return (
    <ReadingPage>
      <PageHeader
        back={
          <Link href="/integrations/erp" className="hover:text-ink">
            {t("title")}
          </Link>
        }
        title={<span className="tnum">{invoice.number}</span>}
        marks={<InvoiceStateMark state={invoice.state} />}
        meta={
          <>
            {t(`kind.${invoice.kind}`)} · <RelativeTime at={invoice.issuedAt} />
          </>
        }
        actions={invoice.state === "posted" ? null : <Retry invoice={invoice} />}
      />
      <div className="px-4 md:px-6">
        <Standing invoice={invoice} />
        <div className="grid gap-x-10 lg:grid-cols-2">
          <div className="min-w-0">
            <Facts invoice={invoice} />
            <Section title={t("one.attempts")} aside={invoice.tries.length || undefined}>
              <ErpAttempts tries={invoice.tries} />
            </Section>
          </div>
          <div className="min-w-0 max-lg:border-t">
            <Section title={t("one.sent")}>
              <CodeBlock
                label={t("one.sent")}
                text={JSON.stringify(invoice.document, null, 2)}
                className="max-h-[62dvh]"
              />
            </Section>
          </div>
        </div>
      </div>
    </ReadingPage>
  );
}

/** Why the ERP does not have it, if so. */
function Standing({ invoice: { state, error, waitsFor } }: { invoice: InvoiceDetail }) {
  const t = useTranslations("erp.one");
  if (state === "posted") return null;
  if (waitsFor !== null) return <Alert title={t("waitsFor", { number: waitsFor })} className="mb-5" />;
  if (state === "pending") return null;
  return (
    <Alert tone={state === "dead" ? "danger" : "warning"} title={t(state)} className="mb-5">
      {error ?? t("unknown")}
    </Alert>
  );
}

function Facts({ invoice }: { invoice: InvoiceDetail }) {
  const t = useTranslations("erp");
  const { currency } = invoice;
  return (
    <Section title={t("one.facts")}>
      <DescriptionList>
        <Description term={t("one.about")}>
          <Link
            href={`/orders/${invoice.orderNumber}`}
            className="font-medium underline decoration-line-strong underline-offset-2"
          >
            {t("one.order", { number: invoice.orderNumber })}
          </Link>
        </Description>
        <Description term={t("field.total")}>
          <Money amount={invoice.total} currency={currency} />{" "}
          <span className="text-ink-3">
            {t("one.tax")} <Money amount={invoice.tax} currency={currency} />
          </span>
        </Description>
        {invoice.reference === null ? null : (
          <Description term={t("one.reference")}>
            <span className="font-mono text-xs">{invoice.reference}</span>
          </Description>
        )}
        {invoice.postedAt === null ? null : (
          <Description term={t("one.posted")}>
            <DateTime at={invoice.postedAt} />
          </Description>
        )}
        {invoice.dueAt === null || invoice.waitsFor !== null ? null : (
          <Description term={t("one.due")}>
            <RelativeTime at={invoice.dueAt} />
          </Description>
        )}
      </DescriptionList>
    </Section>
  );
}

function Retry({ invoice: { id, number } }: { invoice: InvoiceDetail }) {
  const t = useTranslations("erp.one");
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const may = useMe().can("webhooks:write");
  const retry = trpc.erp.retryInvoice.useMutation({
    onSuccess: () => notify.done(t("retried", { number })),
    onError: (error) => reportFailure(t("notRetried"), error),
    onSettled: () => void utils.erp.invalidate(),
  });
  const run = () => retry.mutate({ id });
  useShortcut({ keys: "r", label: t("retry"), group: "page", run }, may && !retry.isPending);
  if (!may) return <OnlyFor scope="webhooks:write" what="deliveries" />;
  return (
    <Button icon={<RotateCw />} keys="r" busy={retry.isPending} onClick={run}>
      {t("retry")}
    </Button>
  );
}

"use client";
import { Bell, BellOff, RotateCw, Square } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { DateTime, RelativeTime } from "#components/format/time.tsx";
import { Alert } from "#components/patterns/alert.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Description, DescriptionList, Section } from "#components/patterns/section.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Attempts } from "#features/deliveries/attempts.tsx";
import { DeliveryStateLabel, Subject } from "#features/deliveries/delivery-marks.tsx";
import { type DeliveryDetail, shortUrl } from "#features/deliveries/delivery-params.ts";
import { NextTry } from "#features/deliveries/next-try.tsx";
import { SentRequest } from "#features/deliveries/sent-request.tsx";
import { useDeliveryActions } from "#features/deliveries/use-delivery-actions.ts";
import { Detail } from "#features/list/detail.tsx";
import { ReadingPage } from "#features/list/list-page.tsx";
import { OnlyFor } from "#features/shell/only-for.tsx";
import { DetailSkeleton } from "#features/shell/page-skeletons.tsx";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { trpc } from "#features/trpc/client.ts";
import { useLive } from "#features/trpc/live.ts";
import { useMe } from "#features/trpc/use-me.ts";

/** Attempts emit no events: polls while the delivery is pending. */
const askAgainMs = 2000;

export function DeliveryScreen({ id }: { id: string }) {
  const t = useTranslations("deliveries");
  const utils = trpc.useUtils();
  const query = trpc.webhooks.getDelivery.useQuery(
    { id },
    { refetchInterval: ({ state }) => (state.data?.state === "pending" ? askAgainMs : false) },
  );
  useLive((events) => {
    if (events.some((event) => event.subjectId === id)) void utils.webhooks.getDelivery.invalidate({ id });
  });
  return (
    <Detail
      query={query}
      what="delivery"
      back={{ href: "/deliveries", label: t("title") }}
      skeleton={<DetailSkeleton back={t("title")} layout="halves" />}
    >
      {(delivery) => <DeliveryBody delivery={delivery} />}
    </Detail>
  );
}

function DeliveryBody({ delivery }: { delivery: DeliveryDetail }) {
  const t = useTranslations("deliveries");
  return (
    <ReadingPage>
      <PageHeader
        back={
          <Link href="/deliveries" className="hover:text-ink">
            {t("title")}
          </Link>
        }
        title={<span className="font-mono text-lg">{delivery.type}</span>}
        marks={
          <>
            <DeliveryStateLabel delivery={delivery} />
            {delivery.replay ? <Badge>{t("replayed")}</Badge> : null}
          </>
        }
        meta={
          <>
            <Subject
              subjectType={delivery.subjectType}
              subjectId={delivery.subjectId}
              subjectLabel={delivery.subjectLabel}
            />{" "}
            · <RelativeTime at={delivery.createdAt} />
          </>
        }
        actions={<Actions delivery={delivery} />}
      />
      <div className="px-4 md:px-6">
        <Standing delivery={delivery} />
        <div className="grid gap-x-10 lg:grid-cols-2">
          <div className="min-w-0">
            <Section title={t("attemptsTitle")} aside={delivery.tries.length || undefined} className="border-t-0">
              <Attempts tries={delivery.tries} />
            </Section>
            <Facts delivery={delivery} />
          </div>
          <div className="min-w-0 max-lg:border-t">
            <SentRequest delivery={delivery} />
          </div>
        </div>
      </div>
    </ReadingPage>
  );
}

function Actions({ delivery }: { delivery: DeliveryDetail }) {
  const t = useTranslations("deliveries.action");
  const mayWrite = useMe().can("webhooks:write");
  const { retry, cancel, setMuted, busy } = useDeliveryActions(delivery);
  const { state, mutedAt } = delivery;
  useShortcut({ keys: "r", label: t("retry"), group: "page", run: retry }, mayWrite);
  if (!mayWrite) return <OnlyFor scope="webhooks:write" what="deliveries" />;
  return (
    <>
      {state === "pending" ? (
        <Button icon={<Square />} busy={busy === "cancel"} onClick={cancel}>
          {t("cancel")}
        </Button>
      ) : null}
      {state === "failed" ? (
        <Button
          icon={mutedAt === null ? <BellOff /> : <Bell />}
          busy={busy === "mute"}
          onClick={() => setMuted(mutedAt === null)}
        >
          {t(mutedAt === null ? "mute" : "unmute")}
        </Button>
      ) : null}
      <Button
        variant={state === "succeeded" ? "secondary" : "primary"}
        icon={<RotateCw />}
        busy={busy === "retry"}
        onClick={retry}
        keys="r"
      >
        {t(state === "succeeded" ? "again" : "retry")}
      </Button>
    </>
  );
}

/** Why it is not being sent, if so. */
function Standing({ delivery }: { delivery: DeliveryDetail }) {
  const t = useTranslations("deliveries");
  const { endpoint, state, attempts, dueAt, waitingFor } = delivery;
  const way = (
    <Link href={`/integrations/webhooks/${endpoint.id}`} className="font-medium text-ink underline underline-offset-2">
      {t("openEndpoint")}
    </Link>
  );
  if (waitingFor === "disabled")
    return (
      <Alert tone="danger" title={t("endpointDisabled")} className="mb-5">
        {way}
      </Alert>
    );
  if (waitingFor === "paused")
    return (
      <Alert tone="warning" title={t("endpointPaused")} className="mb-5">
        {way}
      </Alert>
    );
  if (state !== "pending" || attempts === 0) return null;
  return (
    <Alert className="mb-5" title={t("waitsTitle")}>
      {t("waitsBody")} <NextTry at={dueAt} className="font-medium text-ink" />
    </Alert>
  );
}

function Facts({ delivery }: { delivery: DeliveryDetail }) {
  const t = useTranslations("deliveries");
  const { endpoint, eventId, sequence, createdAt, finishedAt } = delivery;
  return (
    <Section title={t("facts")}>
      <DescriptionList className="grid-cols-[minmax(0,1fr)]">
        <Description term={t("field.endpoint")}>
          <Link href={`/integrations/webhooks/${endpoint.id}`} className="break-all underline-offset-2 hover:underline">
            {endpoint.description || shortUrl(endpoint.url)}
          </Link>
        </Description>
        <Description term={t("field.eventId")}>
          <span className="-my-0.5 flex items-center gap-1">
            <span className="min-w-0 truncate font-mono text-xs">{eventId}</span>
            <CopyButton value={eventId} label={t("copyEventId")} />
          </span>
        </Description>
        <Description term={t("field.sequence")}>
          <span className="tnum">{sequence}</span>
        </Description>
        <Description term={t("field.queued")}>
          <DateTime at={createdAt} style="full" />
        </Description>
        {finishedAt ? (
          <Description term={t("field.finished")}>
            <DateTime at={finishedAt} style="full" />
          </Description>
        ) : null}
      </DescriptionList>
    </Section>
  );
}

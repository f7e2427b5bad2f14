"use client";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { DateTime } from "#components/format/time.tsx";
import { Description, DescriptionList, Section } from "#components/patterns/section.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { EndpointChart } from "#features/webhooks/endpoint-chart.tsx";
import { EndpointHealth } from "#features/webhooks/endpoint-health.tsx";
import { EventTypes } from "#features/webhooks/endpoint-marks.tsx";
import type { Endpoint } from "#features/webhooks/endpoint-params.ts";
import { EndpointTiles } from "#features/webhooks/endpoint-tiles.tsx";
import { LatestDeliveries } from "#features/webhooks/latest-deliveries.tsx";
import { SecretSection } from "#features/webhooks/secret-section.tsx";
import { TestEvent } from "#features/webhooks/test-event.tsx";

type EndpointOverviewProps = { endpoint: Endpoint; mayWrite: boolean };

export function EndpointOverview({ endpoint, mayWrite }: EndpointOverviewProps) {
  const t = useTranslations("webhooks");
  return (
    <>
      <EndpointHealth endpoint={endpoint} mayWrite={mayWrite} />
      <EndpointTiles endpoint={endpoint} />
      <div className="mt-6 grid gap-x-10 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0">
          <EndpointChart id={endpoint.id} />
          <Section
            title={t("latest")}
            actions={
              <Link href={`/deliveries?endpoint=${endpoint.id}`} className={cx(buttonClass("ghost", "sm"), "-mr-2.5")}>
                {t("allDeliveries")}
              </Link>
            }
          >
            <LatestDeliveries endpointId={endpoint.id} />
          </Section>
        </div>
        <aside className="max-lg:border-t">
          {mayWrite && endpoint.status !== "disabled" ? (
            <Section title={t("test.title")}>
              <TestEvent endpointId={endpoint.id} stopped={endpoint.status !== "enabled"} />
            </Section>
          ) : null}
          {mayWrite ? <SecretSection endpoint={endpoint} /> : null}
          <Facts endpoint={endpoint} />
        </aside>
      </div>
    </>
  );
}

function Facts({ endpoint }: { endpoint: Endpoint }) {
  const t = useTranslations("webhooks");
  const { eventTypes, channels, payload, transform, ordered, maxConcurrent, maxPerSecond, createdAt } = endpoint;
  return (
    <Section title={t("facts.title")}>
      <DescriptionList className="grid-cols-[minmax(0,1fr)]">
        <Description term={t("field.events")}>
          <EventTypes types={eventTypes} whole />
        </Description>
        <Description term={t("form.channels")}>
          {channels.length > 0 ? channels.join(", ") : t("facts.all")}
        </Description>
        <Description term={t("form.payload")}>
          {t(`payload.${payload}`)}
          {transform === null ? "" : `, ${t("facts.transformed")}`}
        </Description>
        <Description term={t("facts.order")}>{t(ordered ? "facts.ordered" : "facts.unordered")}</Description>
        <Description term={t("facts.limits")}>
          {t("facts.atOnce", { count: maxConcurrent })}
          {maxPerSecond === null ? "" : `, ${t("facts.perSecond", { count: maxPerSecond })}`}
        </Description>
        <Description term={t("facts.added")}>
          <DateTime at={createdAt} style="date" />
        </Description>
      </DescriptionList>
    </Section>
  );
}

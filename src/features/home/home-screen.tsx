"use client";
import { Waves } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { dateFormat } from "#components/format/intl-cache.ts";
import { Alert } from "#components/patterns/alert.tsx";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Section } from "#components/patterns/section.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { ActivityList } from "#features/home/activity-list.tsx";
import { type Overview, withNews } from "#features/home/activity.ts";
import { OverviewToCome } from "#features/home/home-skeleton.tsx";
import { SalesSection } from "#features/home/sales-section.tsx";
import { TopArticles } from "#features/home/top-articles.tsx";
import { WorkTiles } from "#features/home/work-tiles.tsx";
import { ReadingPage } from "#features/list/list-page.tsx";
import { useFreshIds } from "#features/list/use-fresh-ids.ts";
import { useCalm } from "#features/shell/use-calm.ts";
import { trpc } from "#features/trpc/client.ts";
import { useLive } from "#features/trpc/live.ts";
import { QueryError } from "#features/trpc/query-error.tsx";

/** Events are shown at once; sums over them are refetched this often at most. */
const restMs = 5000;

const countedTypes = new Set(["order", "stock_level", "webhook_endpoint", "webhook_delivery"]);

/** Failed deliveries emit no event: the figures are polled at this interval. */
const askAgainMs = 60_000;

/** A shorter lag of the sales figures is not shown. */
const BEHIND_S = 30;

function useOverview() {
  const utils = trpc.useUtils();
  const query = trpc.home.overview.useQuery({}, { refetchInterval: askAgainMs });
  const [fresh, mark] = useFreshIds();
  const readAgain = useCalm(() => void utils.home.overview.invalidate(), restMs);
  useLive((events) => {
    utils.home.overview.setData({}, (known) => known && { ...known, activity: withNews(known.activity, events) });
    mark(events.map((event) => event.id));
    if (events.some((event) => countedTypes.has(event.subjectType))) readAgain();
  });
  return { query, fresh };
}

export function HomeScreen() {
  const t = useTranslations("home");
  const { locale, timeZone, nowMs } = useFormatSettings();
  const { query, fresh } = useOverview();
  const day = dateFormat(locale, { weekday: "long", day: "numeric", month: "long", timeZone }).format(nowMs);
  return (
    <ReadingPage>
      <PageHeader title={t("title")} meta={day} />
      <div className="px-4 md:px-6">
        {query.data ? (
          <HomeBody overview={query.data} fresh={fresh} />
        ) : query.isError ? (
          <QueryError error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <OverviewToCome />
        )}
      </div>
    </ReadingPage>
  );
}

type HomeBodyProps = { overview: Overview; fresh: ReadonlySet<string> };

function HomeBody({ overview, fresh }: HomeBodyProps) {
  const t = useTranslations("home");
  const begun = overview.days.some((one) => one.orders > 0) || overview.activity.length > 4;
  return (
    <>
      {overview.behindS > BEHIND_S ? (
        <Alert tone="warning" className="mb-4">
          {t("behind", { minutes: Math.ceil(overview.behindS / 60) })}
        </Alert>
      ) : null}
      <WorkTiles counts={overview.counts} />
      <div className="grid gap-x-12 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0">
          {begun ? <SalesSection overview={overview} /> : <Welcome />}
          {begun ? <TopArticles articles={overview.topArticles} currency={overview.currency} /> : null}
        </div>
        <aside>
          <Section title={t("activity")} className="pt-6 xl:first:border-t-0">
            <ActivityList items={overview.activity} freshIds={fresh} />
          </Section>
        </aside>
      </div>
    </>
  );
}

function Welcome() {
  const t = useTranslations();
  return (
    <EmptyState
      icon={<Waves />}
      title={t("home.welcome")}
      body={t("home.welcomeBody")}
      actions={
        <>
          <Link href="/products/new" className={buttonClass("primary")}>
            {t("products.new")}
          </Link>
          <Link href="/import/new" className={buttonClass()}>
            {t("home.importOrders")}
          </Link>
          <Link href="/orders/new" className={buttonClass()}>
            {t("orders.new")}
          </Link>
        </>
      }
    />
  );
}

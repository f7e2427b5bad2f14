"use client";
import { useTranslations } from "use-intl";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Section } from "#components/patterns/section.tsx";
import { Skeleton, SkeletonText } from "#components/ui/skeleton.tsx";
import { ReadingPage } from "#features/list/list-page.tsx";

/** The skeleton of an order, in the same layout. */
export function OrderSkeleton() {
  const t = useTranslations("orderDetail");
  return (
    <ReadingPage>
      <PageHeader
        back={<span className="flex h-6 items-center">{t("back")}</span>}
        title={<Skeleton className="h-6 w-32" />}
        marks={<Skeleton className="w-72 max-w-full" />}
        meta={<Skeleton className="mt-1 inline-block w-52" />}
        actions={
          <>
            <Skeleton className="h-8 w-20 rounded-md coarse:h-10" />
            <Skeleton className="h-8 w-24 rounded-md coarse:h-10" />
          </>
        }
      />
      <div
        aria-busy="true"
        className="grid gap-x-10 px-4 md:px-6 lg:grid-cols-[minmax(0,1fr)_19rem] lg:grid-rows-[auto_1fr]"
      >
        <Section title={t("lines.title")}>
          <div className="grid gap-5">
            {[1, 2, 3, 4].map((line) => (
              <div key={line} className="flex justify-between gap-6">
                <SkeletonText lines={2} className="w-1/2" />
                <Skeleton className="w-16" />
              </div>
            ))}
          </div>
        </Section>
        <aside>
          <Section title={t("money.title")}>
            <SkeletonText lines={4} />
          </Section>
          <Section title={t("customer.title")}>
            <SkeletonText lines={2} />
          </Section>
        </aside>
      </div>
    </ReadingPage>
  );
}

"use client";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Skeleton, SkeletonText } from "#components/ui/skeleton.tsx";
import { ReadingPage } from "#features/list/list-page.tsx";
import { ButtonsToCome } from "#features/list/list-skeleton.tsx";

const layouts = {
  aside: "lg:grid-cols-[minmax(0,1fr)_19rem]",
  halves: "lg:grid-cols-2",
  one: "",
} as const;

type DetailSkeletonProps = {
  /** The label of the link back. */
  back: string;
  /** The heading, where it is known before the data. */
  title?: string;
  layout?: keyof typeof layouts;
  actions?: number;
  /** A row of figures above the rest. */
  figures?: boolean;
};

/** The skeleton of a detail page: header, sections and sidebar. */
export function DetailSkeleton({ back, title, layout = "aside", actions = 1, figures = false }: DetailSkeletonProps) {
  return (
    <ReadingPage>
      <Header back={back} title={title ?? <Skeleton className="h-6.5 w-60 max-w-full" />} actions={actions} quiet />
      <Body className={cx("gap-x-10", layouts[layout])}>
        <div className="min-w-0">
          {figures ? <Skeleton className="mb-6 h-25 rounded-lg" /> : null}
          <PartToCome lines={4} />
          <PartToCome lines={6} />
        </div>
        {layout === "one" ? null : (
          <div className="min-w-0">
            <PartToCome lines={4} />
            <PartToCome lines={2} />
          </div>
        )}
      </Body>
    </ReadingPage>
  );
}

type FormSkeletonProps = {
  back: string;
  title: string;
  /** How many sections the form has. */
  parts?: number;
};

/** The skeleton of a form. */
export function FormSkeleton({ back, title, parts = 3 }: FormSkeletonProps) {
  return (
    <ReadingPage>
      <Header back={back} title={title} actions={0} />
      <Body className="max-w-5xl gap-6">
        {Array.from({ length: parts }, (_, part) => (
          <div
            key={part}
            className="grid gap-4 border-t pt-6 first:border-t-0 first:pt-0 lg:grid-cols-[14rem_minmax(0,1fr)] lg:gap-8"
          >
            <SkeletonText lines={2} className="content-start" />
            <div className="grid content-start gap-4">
              <FieldToCome />
              <FieldToCome />
            </div>
          </div>
        ))}
      </Body>
    </ReadingPage>
  );
}

type HeaderProps = { back: string; title: ReactNode; actions: number; quiet?: boolean };

function Header({ back, title, actions, quiet = false }: HeaderProps) {
  return (
    <PageHeader
      back={back}
      title={title}
      {...(quiet ? { meta: <Skeleton className="my-0.5 inline-block w-52 max-w-full" /> } : {})}
      actions={actions > 0 ? <ButtonsToCome count={actions} /> : null}
    />
  );
}

function Body({ className, children }: { className: string; children: ReactNode }) {
  const t = useTranslations("ui");
  return (
    <div className={cx("grid px-4 md:px-6", className)} aria-busy="true" data-skeleton="">
      <span role="status" className="sr-only">
        {t("loading")}
      </span>
      {children}
    </div>
  );
}

function PartToCome({ lines }: { lines: number }) {
  return (
    <div className="border-t pt-4 pb-6 first:border-t-0">
      <Skeleton className="mt-1.5 mb-4.5 w-28" />
      <SkeletonText lines={lines} />
    </div>
  );
}

function FieldToCome() {
  return (
    <div className="grid gap-1.5">
      <Skeleton className="w-24" />
      <Skeleton className="h-8 rounded-md coarse:h-10" />
    </div>
  );
}

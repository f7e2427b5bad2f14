"use client";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { RelativeTime } from "#components/format/time.tsx";
import { Section } from "#components/patterns/section.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Outcome } from "#features/inbox/message-columns.tsx";
import { MessageStateMark } from "#features/inbox/message-marks.tsx";
import { trpc } from "#features/trpc/client.ts";
import { QueryError } from "#features/trpc/query-error.tsx";
import { recentInput } from "./source-params.ts";

/** The newest messages of a source; the inbox has all of them. */
export function SourceMessages({ id }: { id: string }) {
  const t = useTranslations("sources");
  const query = trpc.inbound.listMessages.useQuery(recentInput(id));
  return (
    <Section
      title={t("recent")}
      actions={
        <Link
          href={`/inbox?source=${id}`}
          className="text-sm text-ink-2 underline decoration-line-strong underline-offset-2 hover:text-ink"
        >
          {t("allMessages")}
        </Link>
      }
    >
      {query.isError && !query.data ? (
        <QueryError error={query.error} onRetry={() => void query.refetch()} className="py-6" />
      ) : !query.data ? (
        <Skeleton className="h-24" />
      ) : query.data.data.length === 0 ? (
        <p className="text-sm text-ink-3">{t("noMessages")}</p>
      ) : (
        <ul className="divide-y">
          {query.data.data.map((message) => (
            <li key={message.id}>
              <Link
                href={`/inbox/${message.id}`}
                className="flex min-h-9 items-center gap-3 py-1.5 text-sm hover:bg-hover focus-visible:-outline-offset-2 max-sm:flex-wrap max-sm:gap-y-0.5"
              >
                <MessageStateMark state={message.state} className="w-28 shrink-0" />
                <RelativeTime
                  at={message.receivedAt}
                  className="shrink-0 text-xs text-ink-3 max-sm:ml-auto sm:order-last"
                />
                <span className="flex min-w-0 gap-3 max-sm:basis-full sm:flex-1">
                  <span className="shrink-0 font-medium">{message.type}</span>
                  <span className="min-w-0 flex-1 truncate text-ink-2">
                    <Outcome message={message} />
                  </span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

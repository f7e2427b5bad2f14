"use client";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { RelativeTime } from "#components/format/time.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { DeliveryStateLabel, LastAnswer } from "#features/deliveries/delivery-marks.tsx";
import { trpc } from "#features/trpc/client.ts";
import { QueryError } from "#features/trpc/query-error.tsx";
import { latestInput } from "#features/webhooks/endpoint-params.ts";

const askAgainMs = 5000;

export function LatestDeliveries({ endpointId }: { endpointId: string }) {
  const t = useTranslations();
  const query = trpc.webhooks.listDeliveries.useQuery(latestInput(endpointId), { refetchInterval: askAgainMs });
  if (query.isError && !query.data)
    return <QueryError error={query.error} onRetry={() => void query.refetch()} className="py-6" />;
  if (query.data === undefined) return <Skeleton className="h-40" />;
  if (query.data.data.length === 0) return <p className="text-sm text-ink-3">{t("webhooks.noDeliveries")}</p>;
  return (
    <Table className="table-fixed">
      <thead>
        <tr>
          <Th className="w-32 max-md:w-7">
            <span className="max-md:sr-only">{t("deliveries.field.state")}</span>
          </Th>
          <Th>{t("deliveries.field.type")}</Th>
          <Th className="w-44 max-md:hidden">{t("deliveries.field.answer")}</Th>
          <Th align="right" className="w-28 max-md:w-24">
            {t("deliveries.field.when")}
          </Th>
        </tr>
      </thead>
      <tbody>
        {query.data.data.map((delivery) => (
          <Tr key={delivery.id}>
            <Td>
              <DeliveryStateLabel delivery={delivery} className="max-md:[&>span]:sr-only" />
            </Td>
            <Td className="truncate">
              <Link href={`/deliveries/${delivery.id}`} prefetch={false} className="hover:underline">
                <span className="font-mono text-xs">{delivery.type}</span>
                {delivery.subjectLabel ? <span className="text-ink-2"> · {delivery.subjectLabel}</span> : null}
              </Link>
            </Td>
            <Td className="truncate max-md:hidden">
              <LastAnswer delivery={delivery} />
            </Td>
            <Td align="right" className="text-ink-2">
              <RelativeTime at={delivery.createdAt} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

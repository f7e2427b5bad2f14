"use client";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { Quantity } from "#components/format/quantity.tsx";
import { DateTime } from "#components/format/time.tsx";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { LevelName, Movement } from "#features/stock/stock-params.ts";
import { trpc } from "#features/trpc/client.ts";
import { QueryError } from "#features/trpc/query-error.tsx";

/** All stock movements, newest first. */
export function MovementLedger({ sku, location }: LevelName) {
  const t = useTranslations();
  const query = trpc.inventory.movements.useInfiniteQuery(
    { sku, location, limit: 20 },
    { getNextPageParam: (page) => page.nextCursor ?? undefined },
  );
  if (query.isError) return <QueryError error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) {
    return (
      <div className="grid gap-3" aria-hidden="true">
        {[0, 1, 2].map((row) => (
          <Skeleton key={row} className="h-10" />
        ))}
      </div>
    );
  }
  const movements = query.data.pages.flatMap((page) => page.data);
  if (movements.length === 0) return <p className="py-6 text-center text-sm text-ink-3">{t("stock.historyEmpty")}</p>;
  return (
    <>
      <ol aria-label={t("stock.history")} className="text-sm">
        {movements.map((movement) => (
          <Entry key={movement.id} movement={movement} />
        ))}
      </ol>
      {query.hasNextPage ? (
        <Button
          size="sm"
          variant="ghost"
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
          className="mt-2 w-full"
        >
          {t("ui.more")}
        </Button>
      ) : null}
    </>
  );
}

/** Reason codes chosen by users; the system's reasons are shown unchanged. */
function useReason(): (movement: Movement) => string {
  const t = useTranslations("stock");
  return ({ reason, type }) => {
    const key = `reason.${reason}`;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `has` checks it
    const known = key as Parameters<typeof t>[0];
    return t.has(known) && type !== "count" ? t(known) : t(`movement.${type}`);
  };
}

function Entry({ movement }: { movement: Movement }) {
  const t = useTranslations("stock");
  const reason = useReason();
  const { quantity, onHandAfter, actor, at, reference, orderId } = movement;
  return (
    <li className="flex justify-between gap-4 border-b py-2.5 last:border-b-0">
      <div className="min-w-0">
        <p className="flex items-baseline gap-2">
          <span className="font-medium">{reason(movement)}</span>
          {reference && orderId ? (
            <Link
              href={`/orders/${orderId}`}
              title={t("movementOrder")}
              className="truncate text-ink-2 underline underline-offset-2 hover:text-ink"
            >
              {reference}
            </Link>
          ) : reference ? (
            <span className="truncate text-ink-2">{reference}</span>
          ) : null}
        </p>
        <p className="flex flex-wrap gap-x-1.5 text-xs text-ink-3">
          <span className="truncate">{actor}</span>·<DateTime at={at} />
        </p>
      </div>
      <div className="shrink-0 text-right">
        <p className="font-medium">
          <Quantity value={quantity} signed />
        </p>
        <p className="tnum text-xs text-ink-3">{t("after", { count: onHandAfter })}</p>
      </div>
    </li>
  );
}

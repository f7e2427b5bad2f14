"use client";
import { useTranslations } from "use-intl";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { Money } from "#components/format/money.tsx";
import { Quantity } from "#components/format/quantity.tsx";
import { StatRow, StatTile } from "#components/patterns/stat-tile.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { formatMoney } from "#core/kernel/money-text.ts";
import { trpc } from "#features/trpc/client.ts";

/** What the customer has ordered, paid and owes; a row per currency, nearly always one. */
export function CustomerTiles({ id }: { id: string }) {
  const t = useTranslations("customers");
  const { locale } = useFormatSettings();
  const query = trpc.customers.totals.useQuery({ id });
  if (query.isPending) return <Skeleton className="h-24 rounded-lg" />;
  const all = query.data?.data ?? [];
  const orders = (more: string) => `/orders?customer=${id}${more}`;
  return (
    <div className="grid gap-3">
      {all.map((totals) => (
        <StatRow key={totals.currency}>
          <StatTile
            label={t("tile.orders")}
            value={<Quantity value={totals.orders} />}
            note={t("tile.average", {
              amount: formatMoney(Math.round(totals.total / totals.orders), totals.currency, {
                locale,
                style: "narrow",
              }),
            })}
            href={orders("")}
          />
          <StatTile
            label={t("tile.spent")}
            value={<Money amount={totals.spent} currency={totals.currency} />}
            note={t("tile.spentNote")}
          />
          <StatTile
            label={t("tile.open")}
            value={<Quantity value={totals.open} quietZero />}
            note={t("tile.openNote")}
            href={orders("&status=pending,processing")}
          />
          <StatTile
            label={t("tile.due")}
            value={<Money amount={totals.due} currency={totals.currency} quietZero />}
            tone={totals.due > 0 ? "amber" : "plain"}
            note={t("tile.dueNote")}
            href={orders("&paymentStatus=unpaid,authorized,partially_paid")}
          />
        </StatRow>
      ))}
    </div>
  );
}

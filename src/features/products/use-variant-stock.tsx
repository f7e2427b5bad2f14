"use client";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { Quantity } from "#components/format/quantity.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Product } from "#features/products/product-params.ts";
import type { StockColumn } from "#features/products/variant-table.tsx";
import type { Level, LevelName } from "#features/stock/stock-params.ts";
import { trpc } from "#features/trpc/client.ts";
import { useLive } from "#features/trpc/live.ts";
import { useLocations } from "#features/trpc/use-places.ts";

/** With more locations than this only the sum is shown. */
const mostColumns = 3;

/** Availability per variant, a column per location; a click opens the level. */
export function useVariantStock(product: Product, open: (name: LevelName) => void): readonly StockColumn[] {
  const t = useTranslations("products");
  const utils = trpc.useUtils();
  const locations = useLocations();
  const skus = product.variants.map((variant) => variant.sku);
  const answers = trpc.useQueries((q) => skus.map((sku) => q.inventory.levels({ sku, limit: 100 })));
  useLive((events) => {
    for (const { type, data } of events) {
      const sku = type === "stock.changed" && typeof data === "object" && data && "sku" in data ? data.sku : null;
      if (typeof sku === "string" && skus.includes(sku)) void utils.inventory.levels.invalidate({ sku });
    }
  });
  const levels = answers.flatMap((answer) => answer.data?.data ?? []);
  const loading = answers.some((answer) => answer.isPending);
  const picture = JSON.stringify(
    levels.map(({ sku, location, available, onHand }) => [sku, location, available, onHand]),
  );
  return useMemo(() => {
    const used = (locations ?? []).filter(
      (location) => location.active || levels.some((one) => one.location === location.code),
    );
    const shown = used.length > mostColumns ? [] : used;
    const columns = shown.map((location) => ({
      id: location.code,
      header: location.name,
      title: t("stockTitle", { location: location.name }),
      cell: (sku: string) => (
        <LevelCell
          level={levels.find((one) => one.sku === sku && one.location === location.code)}
          loading={loading}
          onOpen={() => open({ sku, location: location.code })}
        />
      ),
    }));
    if (columns.length === 1) return columns;
    const sum = (sku: string) =>
      levels.filter((one) => one.sku === sku).reduce((units, one) => units + one.available, 0);
    const total = {
      id: "total",
      header: columns.length === 0 ? t("field.available") : t("total"),
      title: t("field.available"),
      cell: (sku: string) =>
        loading ? (
          <Skeleton className="ml-auto w-8" />
        ) : (
          <span className="inline-flex h-8 items-center lg:px-2.5">
            <Quantity value={sum(sku)} />
          </span>
        ),
    };
    return [...columns, total];
    // oxlint-disable-next-line react/exhaustive-deps -- `picture` stands for the levels, which are a new array in each render
  }, [locations, picture, loading, t, open]);
}

type LevelCellProps = { level: Level | undefined; loading: boolean; onOpen: () => void };

function LevelCell({ level, loading, onOpen }: LevelCellProps) {
  const t = useTranslations("products");
  if (!level) return loading ? <Skeleton className="ml-auto w-8" /> : <span className="px-2.5 text-ink-3">–</span>;
  const { sku, location, onHand, reserved, available } = level;
  return (
    <button
      type="button"
      onClick={onOpen}
      title={t("stockAt", { sku, location, onHand, reserved })}
      className="h-8 rounded-md px-2.5 underline decoration-line-strong decoration-dotted underline-offset-4 hover:bg-hover max-lg:-ml-2.5 max-lg:justify-self-start"
    >
      <Quantity value={available} quietZero />
      <span className="sr-only"> {t("stockAt", { sku, location, onHand, reserved })}</span>
    </button>
  );
}

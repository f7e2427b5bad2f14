"use client";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import type { DataColumn } from "#components/data-table/data-column.ts";
import { ListCard } from "#components/data-table/list-card.tsx";
import { Quantity } from "#components/format/quantity.tsx";
import { availableOf, PriceRange, ProductImage, ProductStatusMark } from "#features/products/product-marks.tsx";
import type { Product } from "#features/products/product-params.ts";

function Skus({ product }: { product: Product }) {
  const t = useTranslations("products");
  const [only, ...others] = product.variants;
  if (only && others.length === 0) return <span className="font-mono text-xs text-ink-2">{only.sku}</span>;
  return <span className="text-ink-2">{t("variants", { count: product.variants.length })}</span>;
}

function Available({ product }: { product: Product }) {
  const units = availableOf(product);
  return <Quantity value={units} className={cx(units === 0 && product.status === "active" && "text-amber-ink")} />;
}

export function useProductColumns(): readonly DataColumn<Product>[] {
  const t = useTranslations("products");
  return useMemo(
    () => [
      {
        id: "title",
        header: t("one"),
        primary: true,
        cell: (product) => (
          <span className="flex items-center gap-2.5">
            <ProductImage src={product.image} />
            <span className="truncate">{product.title}</span>
          </span>
        ),
      },
      { id: "sku", header: t("field.sku"), width: 132, cell: (product) => <Skus product={product} /> },
      {
        id: "status",
        header: t("statusLabel"),
        width: 120,
        from: "lg",
        cell: (product) => <ProductStatusMark status={product.status} />,
      },
      {
        id: "price",
        header: t("field.price"),
        width: 148,
        align: "right",
        cell: (product) => <PriceRange product={product} />,
      },
      {
        id: "available",
        header: t("field.available"),
        width: 92,
        align: "right",
        cell: (product) => <Available product={product} />,
      },
    ],
    [t],
  );
}

function CardAvailable({ product }: { product: Product }) {
  const t = useTranslations("products");
  return <>{t("availableCount", { count: availableOf(product) })}</>;
}

export const productCard = (product: Product) => (
  <span className="flex items-center gap-3">
    <ProductImage src={product.image} />
    <span className="min-w-0 flex-1">
      <ListCard
        title={product.title}
        aside={<PriceRange product={product} />}
        line={
          <>
            <Skus product={product} />
            {product.status === "active" ? null : <ProductStatusMark status={product.status} />}
          </>
        }
        lineAside={<CardAvailable product={product} />}
      />
    </span>
  </span>
);

"use client";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { Money } from "#components/format/money.tsx";
import type { Difference } from "#features/conflict/conflict-dialog.tsx";
import type { FieldValue } from "#features/conflict/three-way.ts";
import type { Conflict } from "#features/conflict/use-versioned-save.ts";
import { fieldsOf, formOf, partsOf } from "#features/products/product-form.ts";
import { ProductStatusMark } from "#features/products/product-marks.tsx";
import { type Product, productStatuses } from "#features/products/product-params.ts";

/** Formats the conflicting fields of a product. */
export function useProductDifferences(conflict: Conflict<Product> | null): Difference[] {
  const t = useTranslations("products");
  const { currency } = useFormatSettings();
  if (!conflict) return [];
  const theirs = fieldsOf(formOf(conflict.theirs, currency));
  const show = (key: string, value: FieldValue | undefined): ReactNode => {
    const status = productStatuses.find((one) => one === value);
    if (key === "status" && status) return <ProductStatusMark status={status} />;
    if (key === "price") return <Money amount={typeof value === "number" ? value : null} />;
    return value === undefined || value === null || value === "" ? "–" : String(value);
  };
  return conflict.keys.map((name) => {
    const { variantId, key } = partsOf(name);
    const sku = conflict.theirs.variants.find((variant) => variant.id === variantId)?.sku;
    const words = labels[key];
    const label = words === "statusLabel" ? t(words) : t(`field.${words ?? "title"}`);
    return {
      key: name,
      label: variantId === undefined ? label : `${label} · ${sku ?? ""}`,
      mine: show(key, conflict.mine[name]),
      theirs: show(key, theirs[name]),
    };
  });
}

const labels: Readonly<
  Record<string, "statusLabel" | "title" | "description" | "image" | "sku" | "barcode" | "price">
> = {
  title: "title",
  description: "description",
  status: "statusLabel",
  image: "image",
  sku: "sku",
  barcode: "barcode",
  price: "price",
};

"use client";
import { Package } from "lucide-react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { Money } from "#components/format/money.tsx";
import { DotStatus, type Tone } from "#components/ui/badge.tsx";
import type { Product, ProductStatus } from "#features/products/product-params.ts";

const tones: Record<ProductStatus, Tone> = { active: "green", draft: "amber", archived: "neutral" };

export function ProductStatusMark({ status, className }: { status: ProductStatus; className?: string }) {
  const t = useTranslations("products.status");
  return (
    <DotStatus tone={tones[status]} className={cx(status !== "active" && "text-ink-2", className)}>
      {t(status)}
    </DotStatus>
  );
}

const sizes = {
  sm: "size-6 rounded-sm [&>svg]:size-3.5 [&>svg]:stroke-[1.5]",
  lg: "size-20 rounded-lg [&>svg]:size-6 [&>svg]:stroke-[1.25]",
};

/** A product's picture at a fixed size; decorative, beside its name. */
export function ProductImage({ src, size = "sm" }: { src: string | null; size?: keyof typeof sizes }) {
  return (
    <span
      className={cx(
        "inline-flex shrink-0 items-center justify-center overflow-hidden border bg-sunken text-ink-3/70",
        sizes[size],
      )}
      aria-hidden="true"
    >
      {src ? (
        // oxlint-disable-next-line nextjs/no-img-element -- pictures come from any host; proxying them would cost operations
        <img src={src} alt="" loading="lazy" decoding="async" className="size-full object-cover" />
      ) : (
        <Package />
      )}
    </span>
  );
}

/** The price, or the range over the variants, in the tenant's currency. */
export function PriceRange({ product }: { product: Product }) {
  const { currency } = useFormatSettings();
  const prices = product.variants.flatMap((variant) => variant.prices[currency] ?? []);
  if (prices.length === 0) return <span className="text-ink-3">–</span>;
  const [lowest, highest] = [Math.min(...prices), Math.max(...prices)];
  return (
    <>
      <Money amount={lowest} />
      {highest === lowest ? null : (
        <>
          –<Money amount={highest} />
        </>
      )}
    </>
  );
}

export const availableOf = (product: Product): number =>
  product.variants.reduce((units, variant) => units + variant.available, 0);

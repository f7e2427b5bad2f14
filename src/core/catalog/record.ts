import { createHash } from "node:crypto";
import type { z } from "zod";
import type { ProductView } from "./schemas.ts";

type View = z.input<typeof ProductView>;

/** A product as the store reads and writes it. */
export interface ProductRecord extends Omit<View, "createdAt" | "updatedAt"> {
  createdAt: Date;
  updatedAt: Date;
}
export type VariantRecord = View["variants"][number];

export const viewOf = (product: ProductRecord): View => ({
  ...product,
  createdAt: product.createdAt.toISOString(),
  updatedAt: product.updatedAt.toISOString(),
});

export const factsOf = ({ title, status, variants, version }: ProductRecord) => ({
  title,
  status,
  skus: variants.map((variant) => variant.sku),
  version,
});

/** A fingerprint of the availability of each variant, in their order: equal only when all are equal. */
export const stateOf = (available: readonly number[]): string =>
  createHash("sha256").update(available.join()).digest("hex").slice(0, 24);

import { searchColumns } from "../kernel/search.ts";

/** The searchable text of a product, besides its variants. */
export const productSearch = ({ title }: { readonly title: string }) => searchColumns([title]);

export const variantSearch = (variant: {
  readonly sku: string;
  readonly title: string;
  readonly barcode: string | null;
}) => searchColumns([variant.sku, variant.barcode, variant.title]);

import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import type { SearchParams } from "#features/list/url-params.ts";
import { loadProductParams, productListInput } from "#features/products/product-params.ts";
import { ProductsScreen } from "#features/products/products-screen.tsx";

export const metadata: Metadata = { title: "Products" };

type ListPageProps = { searchParams: Promise<SearchParams> };

export default function ProductsPage({ searchParams }: ListPageProps) {
  return allowed("products:read", async () => {
    const params = loadProductParams(await searchParams);
    return prefetched((trpc) => [trpc.products.list.prefetchInfinite(productListInput(params))], <ProductsScreen />);
  });
}

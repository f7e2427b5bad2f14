import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { requireActor } from "#app/viewer.ts";
import { ProductScreen } from "#features/products/product-screen.tsx";

export const metadata: Metadata = { title: "Product" };

type DetailPageProps = { params: Promise<{ id: string }> };

export default function ProductPage({ params }: DetailPageProps) {
  return allowed("products:read", async () => {
    const [{ id }, { scopes }] = [await params, await requireActor()];
    return prefetched(
      (trpc) => [trpc.products.get.prefetch({ id }), trpc.locations.list.prefetch({})],
      <ProductScreen id={id} canEdit={scopes.has("products:write")} />,
    );
  });
}

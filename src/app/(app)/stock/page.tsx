import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { requireActor } from "#app/viewer.ts";
import type { SearchParams } from "#features/list/url-params.ts";
import { levelNamed, loadStockParams, stockListInput } from "#features/stock/stock-params.ts";
import { StockScreen } from "#features/stock/stock-screen.tsx";

export const metadata: Metadata = { title: "Stock" };

type ListPageProps = { searchParams: Promise<SearchParams> };

export default function StockPage({ searchParams }: ListPageProps) {
  return allowed("inventory:read", async () => {
    const [{ level, ...params }, { scopes }] = [loadStockParams(await searchParams), await requireActor()];
    const open = levelNamed(level);
    return prefetched(
      (trpc) => [
        trpc.inventory.levels.prefetchInfinite(stockListInput(params)),
        trpc.locations.list.prefetch({}),
        ...(open ? [trpc.inventory.levels.prefetch({ ...open, limit: 1 })] : []),
      ],
      <StockScreen canEdit={scopes.has("inventory:write")} />,
    );
  });
}

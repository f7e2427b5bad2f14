import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { importListInput, loadImportParams } from "#features/imports/import-params.ts";
import { ImportsScreen } from "#features/imports/imports-screen.tsx";
import type { SearchParams } from "#features/list/url-params.ts";

export const metadata: Metadata = { title: "Import" };

type ListPageProps = { searchParams: Promise<SearchParams> };

export default function ImportsPage({ searchParams }: ListPageProps) {
  return allowed("imports:read", async () => {
    const params = loadImportParams(await searchParams);
    return prefetched((trpc) => [trpc.imports.list.prefetchInfinite(importListInput(params))], <ImportsScreen />);
  });
}

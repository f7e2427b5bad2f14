import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import type { SearchParams } from "#features/list/url-params.ts";
import { differenceListInput, loadDifferenceParams } from "#features/reconciliation/reconciliation-params.ts";
import { RunScreen } from "#features/reconciliation/run-screen.tsx";

export const metadata: Metadata = { title: "Reconciliation" };

type RunPageProps = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export default async function RunPage({ params, searchParams }: RunPageProps) {
  const [{ id }, filters] = [await params, loadDifferenceParams(await searchParams)];
  return allowed("webhooks:read", () =>
    prefetched(
      (trpc) => [
        trpc.reconciliation.get.prefetch({ id }),
        trpc.reconciliation.listDifferences.prefetchInfinite(differenceListInput(id, filters)),
      ],
      <RunScreen id={id} />,
    ),
  );
}

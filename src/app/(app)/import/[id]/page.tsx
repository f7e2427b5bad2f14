import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { reportsInput } from "#features/imports/import-params.ts";
import { ImportScreen } from "#features/imports/import-screen.tsx";

export const metadata: Metadata = { title: "Import" };

type DetailPageProps = { params: Promise<{ id: string }> };

export default function ImportPage({ params }: DetailPageProps) {
  return allowed("imports:read", async () => {
    const { id } = await params;
    return prefetched(
      (trpc) => [trpc.imports.get.prefetch({ id }), trpc.imports.reports.prefetchInfinite(reportsInput(id))],
      <ImportScreen id={id} />,
    );
  });
}

import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { CompareScreen } from "#features/reconciliation/compare-screen.tsx";

export const metadata: Metadata = { title: "Compare a list" };

type ComparePageProps = { params: Promise<{ id: string }> };

export default async function ComparePage({ params }: ComparePageProps) {
  const { id } = await params;
  return allowed("webhooks:write", () =>
    prefetched((trpc) => [trpc.reconciliation.getPartner.prefetch({ id })], <CompareScreen id={id} />),
  );
}

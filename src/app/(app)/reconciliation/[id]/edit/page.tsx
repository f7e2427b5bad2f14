import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { EditPartnerScreen } from "#features/reconciliation/edit-partner-screen.tsx";

export const metadata: Metadata = { title: "Edit partner" };

type EditPageProps = { params: Promise<{ id: string }> };

export default async function EditPartnerPage({ params }: EditPageProps) {
  const { id } = await params;
  return allowed("webhooks:write", () =>
    prefetched(
      (trpc) => [
        trpc.reconciliation.getPartner.prefetch({ id }),
        trpc.channels.list.prefetch({}),
        trpc.locations.list.prefetch({}),
        trpc.webhooks.listEndpoints.prefetch({ limit: 100 }),
      ],
      <EditPartnerScreen id={id} />,
    ),
  );
}

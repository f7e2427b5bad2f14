import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { QueuesScreen } from "#features/queues/queues-screen.tsx";

export const metadata: Metadata = { title: "Queues" };

export default function QueuesPage() {
  return allowed("jobs:read", () => prefetched((trpc) => [trpc.jobs.listQueues.prefetch({})], <QueuesScreen />));
}

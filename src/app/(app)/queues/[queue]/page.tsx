import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import type { SearchParams } from "#features/list/url-params.ts";
import { jobListInput, loadJobParams } from "#features/queues/queue-params.ts";
import { QueueScreen } from "#features/queues/queue-screen.tsx";

type QueuePageProps = { params: Promise<{ queue: string }>; searchParams: Promise<SearchParams> };

const nameIn = async ({ params }: QueuePageProps): Promise<string> => decodeURIComponent((await params).queue);

export async function generateMetadata(props: QueuePageProps): Promise<Metadata> {
  return { title: await nameIn(props) };
}

export default async function QueuePage(props: QueuePageProps) {
  const [name, params] = [await nameIn(props), loadJobParams(await props.searchParams)];
  return allowed("jobs:read", () =>
    prefetched(
      (trpc) => [trpc.jobs.listQueues.prefetch({}), trpc.jobs.list.prefetchInfinite(jobListInput(name, params))],
      <QueueScreen key={name} name={name} />,
    ),
  );
}

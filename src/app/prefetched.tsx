import "server-only";
import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { createHydrationHelpers } from "@trpc/react-query/rsc";
import type { ReactNode } from "react";
import { traceable } from "#app/traceable.ts";
import { requireCaller } from "#app/viewer.ts";
import { LiveSince } from "#features/trpc/live-since.tsx";
import { createQueryClient } from "#features/trpc/query-client.ts";
import { getHub } from "#server/current-hub.ts";
import { createCallerFactory } from "#transports/trpc/init.ts";
import { appRouter, type AppRouter } from "#transports/trpc/router.ts";

const createCaller = createCallerFactory(appRouter);
type Helpers = ReturnType<typeof createHydrationHelpers<AppRouter>>["trpc"];

/**
 * Prefetches a screen's queries on the server as the visitor: `prefetched((trpc) => [trpc.orders.list.prefetch({})],
 * <OrdersScreen />)`. A failed query is repeated by the browser, which shows the error.
 */
export function prefetched(load: (trpc: Helpers) => Promise<unknown>[], children: ReactNode): Promise<ReactNode> {
  return traceable(() => read(load, children));
}

async function read(load: (trpc: Helpers) => Promise<unknown>[], children: ReactNode): Promise<ReactNode> {
  const [visitor, hub] = [await requireCaller(), await getHub()];
  const position = hub.feed.head;
  const queryClient = createQueryClient();
  const caller = createCaller({ caller: visitor });
  const { trpc } = createHydrationHelpers<AppRouter>(caller, () => queryClient);
  await Promise.all(load(trpc));
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <LiveSince position={position}>{children}</LiveSince>
    </HydrationBoundary>
  );
}

"use client";
import "#features/shell/browser-setup.ts";
import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { trpc } from "./client.ts";
import { createLinks } from "./links.ts";
import { createLive, type Live, LiveContext } from "./live.ts";
import { createQueryClient } from "./query-client.ts";
import { onSessionEnd } from "./sign-in-again.ts";
import { tellAnswers } from "./tell-answers.ts";

type TrpcProviderProps = {
  /** The feed position at page render. */ position?: number;
  /** False for whoever may not read events. */ isLive?: boolean;
  children: ReactNode;
};

/** Around every signed-in screen: the query cache, the tRPC client and this browser's live stream. */
export function TrpcProvider({ position, isLive = true, children }: TrpcProviderProps) {
  const [queryClient] = useState(createQueryClient);
  const [client] = useState(() => trpc.createClient({ links: createLinks() }));
  const [live] = useState<Live>(() => {
    const created = createLive({
      position,
      connect: (lastEventId, observer) =>
        client.events.watch.subscribe(lastEventId === undefined ? {} : { lastEventId }, {
          ...observer,
          onError: (error) => {
            // A rejected stream has no readable reason; a query has, and an expired session leads to sign-in.
            client.users.me.query({}).catch(() => undefined);
            observer.onError(error);
          },
        }),
      onGap: () => void queryClient.invalidateQueries(),
    });
    tellAnswers(queryClient.getQueryCache(), created);
    return created;
  });
  // Asks, for somebody may have signed in again meanwhile: the error of a query leads to sign-in.
  useEffect(() => onSessionEnd(() => void client.users.me.query({}).catch(() => undefined)), [client]);
  useEffect(() => (isLive ? live.start() : undefined), [live, isLive]);
  return (
    <trpc.Provider client={client} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>
        <LiveContext value={live}>{children}</LiveContext>
      </QueryClientProvider>
    </trpc.Provider>
  );
}

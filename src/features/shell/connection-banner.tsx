"use client";
import { useQueryClient } from "@tanstack/react-query";
import { CloudOff } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { useConnection } from "#features/shell/connection.ts";
import { useLiveState } from "#features/shell/live-state.ts";
import { trpc } from "#features/trpc/client.ts";

/** A stream that reconnects for this long causes a check whether the server responds at all. */
const DOUBT_MS = 3000;

/** Below the top bar while offline: the state of displayed data and of typed input. */
export function ConnectionBanner() {
  const t = useTranslations("shell.connection");
  const state = useConnection();
  useProbe(state === "unreachable");
  useFreshOnReturn(state !== "online");
  if (state === "online") return null;
  return (
    <p
      role="status"
      className="flex h-(--notice) items-center gap-2 border-t bg-amber-soft px-4 text-sm text-amber-ink [&>svg]:size-4 [&>svg]:shrink-0"
    >
      <CloudOff aria-hidden="true" />
      <span className="line-clamp-2">{t(state)}</span>
    </p>
  );
}

/** Any response shows whether the server is reachable; this request is made for that. */
function useProbe(lost: boolean): void {
  const client = trpc.useUtils().client;
  const doubtful = useLiveState() === "connecting" || lost;
  useEffect(() => {
    if (!doubtful) return;
    const timer = setInterval(() => void client.users.me.query({}).catch(() => undefined), DOUBT_MS);
    return () => clearInterval(timer);
  }, [client, doubtful]);
}

/** The displayed data was read before the connection was lost. */
function useFreshOnReturn(lost: boolean): void {
  const queryClient = useQueryClient();
  const wasLost = useRef(false);
  useEffect(() => {
    if (wasLost.current && !lost) void queryClient.invalidateQueries();
    wasLost.current = lost;
  }, [lost, queryClient]);
}

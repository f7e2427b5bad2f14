"use client";
import { QueryClientContext } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { startTransition, use, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { ErrorState } from "#components/patterns/error-state.tsx";
import { useConnection } from "#features/shell/connection.ts";

export type ScreenErrorProps = {
  /** `digest` is the request id of a server error. */
  error: Error & { digest?: string };
  reset: () => void;
};

const SCRIPT_LOST = /ChunkLoadError|Failed to load chunk/i;

/** Shown instead of a screen that failed to render. A retry refetches from the server too. */
export function ScreenError({ error, reset }: ScreenErrorProps) {
  const t = useTranslations("errors");
  const router = useRouter();
  const queries = use(QueryClientContext);
  const { digest } = error;
  const scriptLost = SCRIPT_LOST.test(`${error.name} ${error.message}`);
  useReloadOnReturn(scriptLost);
  const retry = () => {
    // A failed script is requested only once.
    if (scriptLost) return location.reload();
    startTransition(() => {
      // Cached data that failed to render would fail again.
      queries?.removeQueries({ type: "inactive" });
      router.refresh();
      reset();
    });
  };
  return (
    <ErrorState
      asPage
      title={t("screenTitle")}
      body={t(digest === undefined ? "screenBody" : "body")}
      requestId={digest}
      onRetry={retry}
      className="pt-24"
    />
  );
}

/** A screen whose script failed to load while offline is retried when the network is back. */
function useReloadOnReturn(scriptLost: boolean): void {
  const lost = useConnection() !== "online";
  const wasLost = useRef(lost);
  useEffect(() => {
    if (scriptLost && wasLost.current && !lost) location.reload();
    wasLost.current = lost;
  }, [scriptLost, lost]);
}

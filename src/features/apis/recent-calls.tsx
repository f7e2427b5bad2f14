"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { RelativeTime } from "#components/format/time.tsx";
import { Section } from "#components/patterns/section.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { type Outputs, trpc } from "#features/trpc/client.ts";
import { QueryError } from "#features/trpc/query-error.tsx";
import type { Api } from "./apis.ts";
import { callsInput, type CallsShown } from "./calls-input.ts";

type Call = Outputs["calls"]["listRecent"]["data"][number];

const REFRESH_MS = 3000;

/** The newest calls over a transport, and what went wrong in them. */
export function RecentCalls({ api }: { api: Api }) {
  const t = useTranslations("apis.calls");
  const [shown, setShown] = useState<CallsShown>("all");
  const query = trpc.calls.listRecent.useQuery(callsInput(api, shown), {
    refetchInterval: REFRESH_MS,
    placeholderData: (before) => before,
  });
  return (
    <Section
      title={t("title")}
      actions={
        <Segmented
          label={t("which")}
          value={shown}
          onValueChange={setShown}
          segments={[
            { value: "all", label: t("all") },
            { value: "failed", label: t("failed") },
          ]}
        />
      }
    >
      {query.data === undefined ? (
        query.isError ? (
          <QueryError error={query.error} onRetry={() => void query.refetch()} className="py-6" />
        ) : (
          <Skeleton className="h-24" />
        )
      ) : query.data.data.length === 0 ? (
        <p className="text-sm text-ink-3">{t(shown === "failed" ? "noneFailed" : "none")}</p>
      ) : (
        <ul className="divide-y">
          {query.data.data.map((call, index) => (
            <CallRow key={`${call.requestId} ${String(index)}`} call={call} />
          ))}
        </ul>
      )}
      <p className="mt-3 text-xs text-ink-3">{t(api.id === "trpc" ? "keptTrpc" : "kept")}</p>
    </Section>
  );
}

function CallRow({ call }: { call: Call }) {
  const t = useTranslations("apis.calls");
  const { operation, caller, outcome, code, message, requestId, at, durationMs } = call;
  return (
    <li className="grid gap-1 py-2 text-sm">
      <span className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={code === null ? "green" : "red"}>{code ?? t(outcome === "replayed" ? "replayed" : "ok")}</Badge>
        <span className="font-medium">{operation}</span>
        <span className="min-w-0 truncate text-ink-2">{caller.name ?? t("unnamed")}</span>
        <span className="ml-auto flex shrink-0 items-center gap-3 text-xs text-ink-3">
          <span className="tnum">{t("duration", { ms: Math.max(1, Math.round(durationMs)) })}</span>
          <RelativeTime at={at} />
        </span>
      </span>
      {message === null ? null : <span className="text-ink-2 [overflow-wrap:anywhere]">{message}</span>}
      <span className="flex min-w-0 items-center gap-1 font-mono text-xs text-ink-3">
        <span className="truncate">{requestId}</span>
        <CopyButton value={requestId} label={t("copyRequestId")} />
      </span>
    </li>
  );
}

"use client";
import { useTranslations } from "use-intl";
import { RelativeTime } from "#components/format/time.tsx";
import { useNow } from "#components/format/use-now.ts";
import { DotStatus, type Tone } from "#components/ui/badge.tsx";
import { type ApiKey, type KeyState, stateOf } from "#features/api-keys/key-params.ts";

const tones: Readonly<Record<KeyState, Tone>> = {
  valid: "green",
  rotating: "amber",
  expired: "neutral",
  revoked: "neutral",
};

export function StateMark({ apiKey }: { apiKey: ApiKey }) {
  const t = useTranslations("apiKeys.state");
  const state = stateOf(apiKey, useNow());
  return <DotStatus tone={tones[state]}>{t(state)}</DotStatus>;
}

export function At({ at, none }: { at: string | null; none: string }) {
  return at === null ? <span className="text-ink-3">{none}</span> : <RelativeTime at={at} className="text-ink-2" />;
}

export function Addresses({ list }: { list: readonly string[] }) {
  const t = useTranslations("apiKeys");
  if (list.length === 0) return <span className="text-ink-3">{t("everywhere")}</span>;
  return (
    <span title={list.join(", ")} className={list.length === 1 ? "font-mono text-xs" : ""}>
      {list.length === 1 ? list[0] : t("addressCount", { count: list.length })}
    </span>
  );
}

const windows = ["1", "60", "3600", "86400"] as const;

export function LimitText({ limit }: Pick<ApiKey, "limit">) {
  const t = useTranslations("apiKeys");
  if (limit === null) return <span className="text-ink-3">{t("limitDefault")}</span>;
  const named = windows.find((one) => Number(one) === limit.windowS);
  const window = named === undefined ? t("windowS", { seconds: limit.windowS }) : t(`window.${named}`);
  return <span>{t("limitOf", { requests: limit.requests, window })}</span>;
}

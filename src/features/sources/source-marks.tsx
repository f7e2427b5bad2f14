"use client";
import { useTranslations } from "use-intl";
import { DotStatus } from "#components/ui/badge.tsx";
import type { Source } from "./source-params.ts";

/** A source without a secret rejects all messages, so it is not active yet. */
export function SourceStatusMark({ source }: { source: Pick<Source, "status" | "hasSecret" | "kind"> }) {
  const t = useTranslations("sources.status");
  if (source.status === "disabled") return <DotStatus>{t("disabled")}</DotStatus>;
  if (!source.hasSecret && source.kind !== "queue") return <DotStatus tone="amber">{t("noSecret")}</DotStatus>;
  return <DotStatus tone="green">{t("enabled")}</DotStatus>;
}

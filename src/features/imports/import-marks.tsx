"use client";
import { useTranslations } from "use-intl";
import { DotStatus, type Tone } from "#components/ui/badge.tsx";
import type { Import, ImportStatus } from "#features/imports/import-params.ts";

const tones: Record<ImportStatus, Tone> = {
  queued: "neutral",
  running: "blue",
  done: "green",
  failed: "red",
  cancelled: "neutral",
};

export function ImportStatusMark({ status }: { status: ImportStatus }) {
  const t = useTranslations("import.status");
  return <DotStatus tone={tones[status]}>{t(status)}</DotStatus>;
}

/** "3,200 of 7,419" while running, the total afterwards. */
export function RowsRead({ one }: { one: Import }) {
  const t = useTranslations("import");
  const { rowsRead: read, rowsTotal: total } = one.progress;
  if (one.status !== "running" || total === null) return <>{t("cardRows", { rows: total ?? read })}</>;
  return <>{t("rowsOf", { read, total })}</>;
}

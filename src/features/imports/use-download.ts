"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { notify } from "#components/ui/notify.ts";
import type { Import, ImportReport } from "#features/imports/import-params.ts";
import { reportsCsv } from "#features/imports/reports-csv.ts";
import { saveText } from "#features/imports/save-text.ts";
import { trpc } from "#features/trpc/client.ts";

/** Collects all rejected rows of an import, page by page, into one file. */
export function useDownload(one: Import) {
  const t = useTranslations("import");
  const { client } = trpc.useUtils();
  const [busy, setBusy] = useState(false);
  const collect = async () => {
    const reports: ImportReport[] = [];
    let cursor: string | undefined;
    do {
      const page = await client.imports.reports.query({ id: one.id, limit: 1000, ...(cursor ? { cursor } : {}) });
      reports.push(...page.data);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    saveText(`${one.fileName.replace(/\.\w+$/, "")}-refused.csv`, reportsCsv(reports));
    return reports.length;
  };
  const download = async () => {
    setBusy(true);
    const work = notify.working(t("downloading"));
    await collect()
      .then(
        (count) => work.done(t("downloaded", { count })),
        () => work.failed(t("notDownloaded")),
      )
      .finally(() => setBusy(false));
  };
  return { busy, download: () => void download() };
}

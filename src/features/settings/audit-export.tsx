"use client";
import { Download } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { useCsvFile } from "#features/list/use-csv-file.ts";
import { trpc } from "#features/trpc/client.ts";
import type { auditInput } from "./audit-params.ts";

/** The filtered entries as a file. */
export function AuditExport({ input }: { input: ReturnType<typeof auditInput> }) {
  const t = useTranslations("audit.export");
  const { client } = trpc.useUtils();
  const { busy, save } = useCsvFile();
  const { limit: _, ...filters } = input;
  const words = {
    working: (count: number) => t("working", { count }),
    done: (count: number) => t("done", { count }),
    failed: t("failed"),
  };
  return (
    <Button
      icon={<Download />}
      busy={busy}
      onClick={() => save(() => client.exports.start.mutate({ of: "audit", format: "csv", filters }), words)}
    >
      {t("label")}
    </Button>
  );
}

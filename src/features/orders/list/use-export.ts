"use client";
import { useTranslations } from "use-intl";
import { useCsvFile } from "#features/list/use-csv-file.ts";
import { trpc } from "#features/trpc/client.ts";
import type { OrderListInput } from "./list-params.ts";

export type ExportLayout = "orders" | "order_lines";

/** Exports the filtered list to a CSV file, shows its progress, and saves it. */
export function useExport() {
  const t = useTranslations("orderList.export");
  const { client } = trpc.useUtils();
  const { busy, save } = useCsvFile();
  const run = (of: ExportLayout, input: OrderListInput) => {
    const { limit: _, ...filters } = input;
    save(() => client.exports.start.mutate({ of, format: "csv", filters }), {
      working: (count) => t("working", { of, count }),
      done: (count) => t("done", { of, count }),
      failed: t("failed"),
    });
  };
  return { busy, run };
}

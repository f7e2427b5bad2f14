"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { notify } from "#components/ui/notify.ts";
import { type Inputs, type Outputs, trpc } from "#features/trpc/client.ts";
import { useAdvice } from "#features/trpc/failure.ts";
import type { OrderListInput } from "./list-params.ts";

type Export = Outputs["exports"]["get"];
export type ExportLayout = "orders" | "order_lines";
type Filters = Extract<Inputs["exports"]["start"], { of: "orders" }>["filters"];

const LOOK_EVERY_MS = 700;
const isUnderWay = ({ status }: Export) => status === "queued" || status === "running";
const pause = () => new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));

/** Exports the filtered list to a CSV file, shows its progress, and saves it. */
export function useExport() {
  const t = useTranslations("orderList.export");
  const advise = useAdvice();
  const { client } = trpc.useUtils();
  const [busy, setBusy] = useState(false);

  const write = async (of: ExportLayout, filters: Filters, tell: (rows: number) => void): Promise<Export> => {
    let one: Export = await client.exports.start.mutate({ of, format: "csv", filters });
    while (isUnderWay(one)) {
      await pause();
      one = await client.exports.get.query({ id: one.id });
      tell(one.progress.rows);
    }
    return one;
  };
  const run = async (of: ExportLayout, input: OrderListInput) => {
    const { limit: _, ...filters } = input;
    setBusy(true);
    const work = notify.working(t("working", { of, count: 0 }));
    try {
      const one = await write(of, filters, (count) => work.update(t("working", { of, count })));
      if (one.status !== "done") return work.failed(one.error?.detail ?? t("failed"));
      const { url } = await client.exports.link.query({ id: one.id });
      Object.assign(document.createElement("a"), { href: url, download: one.fileName }).click();
      work.done(t("done", { of, count: one.progress.rows }));
    } catch (error) {
      work.failed(`${t("failed")} ${advise(error)}`);
    } finally {
      setBusy(false);
    }
  };
  return { busy, run: (of: ExportLayout, input: OrderListInput) => void run(of, input) };
}

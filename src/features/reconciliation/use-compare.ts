"use client";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { useGo } from "#components/hooks/use-go.ts";
import type { DateRange } from "#components/ui/date-range.tsx";
import { notify } from "#components/ui/notify.ts";
import { startOfDay } from "#features/list/start-of-day.ts";
import { trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";
import { type RawList, readList } from "./read-list.ts";
import { type PartnerDetail, runHref } from "./reconciliation-params.ts";
import { type Amounts, type Columns, guessAmounts, guessColumns, theirRows } from "./their-list.ts";

type Read = { list: RawList | null; columns: Columns; amounts: Amounts };

const everything: DateRange = { from: null, to: null };

/** A partner's list from file or paste to a started comparison. */
export function useCompare(partner: PartnerDetail) {
  const { compares, location } = partner;
  const { currency } = useFormatSettings();
  const [file, setFile] = useState<File | null>(null);
  const [pasted, setPasted] = useState("");
  // Undefined: no input yet.
  const [read, setRead] = useState<Read | undefined>(undefined);
  const [range, setRange] = useState(everything);
  const rows = useMemo(
    () =>
      read?.list
        ? theirRows(compares, read.list, { columns: read.columns, amounts: read.amounts, currency, location })
        : null,
    [read, compares, currency, location],
  );
  const take = async (text: string) => {
    if (text.trim() === "") return setRead(undefined);
    const list = await readList(text);
    const columns = list ? guessColumns(compares, list) : {};
    setRead({ list, columns, amounts: list ? guessAmounts(list, columns) : "minor" });
  };
  return {
    file,
    pasted,
    read,
    rows,
    range,
    setRange,
    takeFile: (next: File | null) => {
      setFile(next);
      void (next ? next.text() : Promise.resolve(pasted)).then(take);
    },
    takePaste: (text: string) => {
      setPasted(text);
      void take(text);
    },
    setColumns: (columns: Columns) => setRead((before) => before && { ...before, columns }),
    setAmounts: (amounts: Amounts) => setRead((before) => before && { ...before, amounts }),
    ...useStart(partner, rows, range),
  };
}

function useStart(partner: PartnerDetail, rows: ReturnType<typeof theirRows> | null, range: DateRange) {
  const t = useTranslations("reconciling.compare");
  const go = useGo();
  const { timeZone } = useFormatSettings();
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const start = trpc.reconciliation.start.useMutation({
    onSuccess: (run) => {
      utils.reconciliation.get.setData({ id: run.id }, run);
      void utils.reconciliation.list.invalidate();
      notify.done(t("started"));
      go(runHref(run.id));
    },
    onError: (error) => reportFailure(t("notStarted"), error),
  });
  const submit = () => {
    if (rows === null || start.isPending) return;
    const [from, to] = [startOfDay(range.from, timeZone, 0), startOfDay(range.to, timeZone, 1)];
    const within = partner.compares === "orders" && (from !== null || to !== null);
    start.mutate({
      partner: partner.id,
      ...(partner.compares === "orders" ? { orders: rows.orders } : { stock: rows.stock }),
      ...(within ? { range: { ...(from ? { from } : {}), ...(to ? { to } : {}) } } : {}),
    });
  };
  return { busy: start.isPending || start.isSuccess, submit };
}

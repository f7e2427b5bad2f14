import { z } from "zod";
import { amountText } from "../kernel/money-text.ts";
import { command } from "../kernel/operation.ts";
import { Id, Instant } from "../kernel/shapes.ts";
import { Worth } from "./document.ts";
import { leaseLost, unbalanced } from "./errors.ts";
import { importFinished } from "./events.ts";
import { factsOf, type ImportRecord, viewOf } from "./record.ts";
import { ImportView } from "./schemas.ts";
import { countReports, holdImport, updateImport } from "./store.ts";

export const finishImport = command({
  name: "imports.finish",
  summary: "Completes an import when its rows and amounts equal the file's; otherwise marks it as failed.",
  scope: "system",
  audience: "operator",
  input: z.strictObject({
    id: Id,
    lease: Instant,
    result: z
      .union([
        z.strictObject({ rows: z.int(), worth: Worth }).meta({ id: "ImportTotals" }),
        z.strictObject({ error: z.string() }).meta({ id: "FailedImport" }),
      ])
      .describe("What the file came to when it was looked through, or why it cannot be imported."),
  }),
  output: ImportView,
  failures: [leaseLost, unbalanced],
  run: async (context, { id, lease, result }) => {
    const [record, reports] = await Promise.all([holdImport(context.tx, { id, lease }), countReports(context.tx, id)]);
    const error = "error" in result ? result.error : disagreement(record, { ...result, reports });
    const bytes = error === null ? record.fileBytes : record.progress.bytes;
    const finished: ImportRecord = {
      ...record,
      status: error === null ? "done" : "failed",
      error,
      progress: { ...record.progress, bytes },
      leaseUntil: null,
      finishedAt: context.now,
    };
    updateImport(context, finished);
    const view = viewOf(finished);
    context.emit(importFinished(id, { ...factsOf(finished), progress: view.progress, error }));
    return view;
  },
});

/** Every row and every amount of the file is booked or reported. */
function disagreement(
  { progress }: ImportRecord,
  file: { rows: number; worth: Worth; reports: number },
): string | null {
  const { rowsRead, rowsBooked, rowsReported, money } = progress;
  const rowsAgree = rowsRead === file.rows && rowsRead === rowsBooked + rowsReported && rowsReported === file.reports;
  if (!rowsAgree)
    return unbalanced(`${file.rows} rows in the file, ${rowsBooked} booked, ${rowsReported} reported`).message;
  const currencies = new Set([...Object.keys(file.worth), ...money.map(({ currency }) => currency)]);
  for (const currency of currencies) {
    const sums = money.find((each) => each.currency === currency);
    const [inFile, booked, reported] = [file.worth[currency] ?? 0, sums?.bookedMinor ?? 0, sums?.reportedMinor ?? 0];
    const text = (minor: number) => amountText(minor, currency);
    if (inFile !== booked + reported || (sums?.fileMinor ?? 0) !== inFile)
      return unbalanced(`${text(inFile)} in the file, ${text(booked)} booked, ${text(reported)} reported`).message;
  }
  return null;
}

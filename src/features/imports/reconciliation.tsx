"use client";
import { CircleCheck, OctagonAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { Money } from "#components/format/money.tsx";
import { Quantity } from "#components/format/quantity.tsx";
import { Section } from "#components/patterns/section.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { Import } from "#features/imports/import-params.ts";

/** What the file holds against what was booked and what was refused: rows, and money to the penny. */
export function Reconciliation({ one }: { one: Import }) {
  const t = useTranslations("import");
  const { rowsTotal, rowsRead, rowsBooked, rowsReported, money } = one.progress;
  const done = one.status === "done";
  const inFile = done ? (rowsTotal ?? rowsRead) : rowsRead;
  const open = [
    inFile - rowsBooked - rowsReported,
    ...money.map(({ fileMinor, bookedMinor, reportedMinor }) => fileMinor - bookedMinor - reportedMinor),
  ];
  return (
    <Section title={t("adds")}>
      <div className="overflow-x-auto">
        <Table>
          <thead>
            <tr>
              <Th>{t("column.what")}</Th>
              <Th align="right">{t(done ? "column.file" : "column.read")}</Th>
              <Th align="right">{t("column.booked")}</Th>
              <Th align="right">{t("column.refused")}</Th>
              <Th align="right">{t("column.difference")}</Th>
            </tr>
          </thead>
          <tbody>
            <Line
              what={t("rowsLine")}
              figures={[inFile, rowsBooked, rowsReported]}
              show={(units) => <Quantity value={units} quietZero />}
            />
            {money.map(({ currency, fileMinor, bookedMinor, reportedMinor }) => (
              <Line
                key={currency}
                what={currency}
                figures={[fileMinor, bookedMinor, reportedMinor]}
                show={(amount) => <Money amount={amount} currency={currency} quietZero />}
              />
            ))}
          </tbody>
        </Table>
      </div>
      <Verdict done={done} even={open.every((difference) => difference === 0)} />
    </Section>
  );
}

type LineProps = {
  what: string;
  figures: [file: number, booked: number, refused: number];
  show: (n: number) => ReactNode;
};

function Line({ what, figures: [file, booked, refused], show }: LineProps) {
  const difference = file - booked - refused;
  return (
    <Tr>
      <Td>{what}</Td>
      <Td align="right">{show(file)}</Td>
      <Td align="right">{show(booked)}</Td>
      <Td align="right">{show(refused)}</Td>
      <Td align="right" className={cx("font-medium", difference !== 0 && "text-amber-ink")}>
        {show(difference)}
      </Td>
    </Tr>
  );
}

function Verdict({ done, even }: { done: boolean; even: boolean }) {
  const t = useTranslations("import");
  const line = "mt-3 flex items-start gap-2 text-sm [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0";
  if (!done) return <p className={cx(line, "text-ink-3")}>{t("addsLater")}</p>;
  return even ? (
    <p className={line}>
      <CircleCheck className="text-green" aria-hidden="true" />
      {t("addsUp")}
    </p>
  ) : (
    <p className={cx(line, "text-red-ink")}>
      <OctagonAlert aria-hidden="true" />
      {t("addsNot")}
    </p>
  );
}

"use client";
import { CircleCheck, OctagonAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { Money } from "#components/format/money.tsx";
import { Quantity } from "#components/format/quantity.tsx";
import { Description, DescriptionList, Section } from "#components/patterns/section.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { type Import, isOver } from "#features/imports/import-params.ts";

type Line = { what: string; file: number; booked: number; refused: number; show: (value: number) => ReactNode };

const differenceOf = ({ file, booked, refused }: Line): number => file - booked - refused;

/** Compares the file with imported and rejected rows: row counts and exact amounts. */
export function Reconciliation({ one }: { one: Import }) {
  const t = useTranslations("import");
  const { rowsTotal, rowsRead, rowsBooked, rowsReported, money } = one.progress;
  const done = one.status === "done";
  const inFile = done ? (rowsTotal ?? rowsRead) : rowsRead;
  const lines: Line[] = [
    {
      what: t("rowsLine"),
      file: inFile,
      booked: rowsBooked,
      refused: rowsReported,
      show: (units) => <Quantity value={units} quietZero />,
    },
    ...money.map(({ currency, fileMinor, bookedMinor, reportedMinor }) => ({
      what: currency,
      file: fileMinor,
      booked: bookedMinor,
      refused: reportedMinor,
      show: (amount: number) => <Money amount={amount} currency={currency} quietZero />,
    })),
  ];
  const names = {
    file: t(done ? "column.file" : "column.read"),
    booked: t("column.booked"),
    refused: t("column.refused"),
    difference: t("column.difference"),
  };
  return (
    <Section title={t("adds")}>
      <Table className="max-md:hidden">
        <thead>
          <tr>
            <Th>{t("column.what")}</Th>
            <Th align="right">{names.file}</Th>
            <Th align="right">{names.booked}</Th>
            <Th align="right">{names.refused}</Th>
            <Th align="right">{names.difference}</Th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Tr key={line.what}>
              <Td>{line.what}</Td>
              <Td align="right">{line.show(line.file)}</Td>
              <Td align="right">{line.show(line.booked)}</Td>
              <Td align="right">{line.show(line.refused)}</Td>
              <Td align="right" className="font-medium">
                {line.show(differenceOf(line))}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      <div className="grid gap-4 md:hidden">
        {lines.map((line) => (
          <div key={line.what}>
            <h3 className="mb-1 text-sm font-medium">{line.what}</h3>
            <DescriptionList>
              <Description term={names.file} align="right">
                {line.show(line.file)}
              </Description>
              <Description term={names.booked} align="right">
                {line.show(line.booked)}
              </Description>
              <Description term={names.refused} align="right">
                {line.show(line.refused)}
              </Description>
              <Description term={names.difference} align="right">
                {line.show(differenceOf(line))}
              </Description>
            </DescriptionList>
          </div>
        ))}
      </div>
      {done ? <Verdict even={lines.every((line) => differenceOf(line) === 0)} /> : null}
      {isOver(one) ? null : <p className={cx(verdict, "text-ink-3")}>{t("addsLater")}</p>}
    </Section>
  );
}

const verdict = "mt-3 flex items-start gap-2 text-sm [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0";

function Verdict({ even }: { even: boolean }) {
  const t = useTranslations("import");
  return even ? (
    <p className={verdict}>
      <CircleCheck className="text-green" aria-hidden="true" />
      {t("addsUp")}
    </p>
  ) : (
    <p className={cx(verdict, "text-red-ink")}>
      <OctagonAlert aria-hidden="true" />
      {t("addsNot")}
    </p>
  );
}

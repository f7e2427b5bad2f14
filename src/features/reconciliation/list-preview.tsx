"use client";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Alert } from "#components/patterns/alert.tsx";
import type { Compares } from "./reconciliation-params.ts";
import { useSideValue } from "./side-values.tsx";
import { type Columns, fieldsOf, type ListField, type Problem, type TheirRows } from "./their-list.ts";

const shownRows = 8;
const shownProblems = 5;

type ListPreviewProps = { compares: Compares; rows: TheirRows; columns: Columns };

/** The first rows as sent to the server, with their errors. */
export function ListPreview({ compares, rows, columns }: ListPreviewProps) {
  const t = useTranslations("reconciling.compare");
  const fields = fieldsOf[compares].filter((field) => columns[field] !== undefined);
  const { problems, unknown } = rows;
  return (
    <div className="grid min-w-0 gap-3">
      {problems.length > 0 ? <Problems problems={problems} /> : null}
      {unknown.count > 0 ? (
        <Alert tone="warning">
          {t("unknownStatuses", { count: unknown.count, values: unknown.values.slice(0, 5).join(", ") })}
        </Alert>
      ) : null}
      <div
        role="region"
        aria-label={t("previewLabel")}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region needs focus for keyboard scrolling
        tabIndex={0}
        className="scroll-thin overflow-x-auto rounded-lg border"
      >
        <table className="w-full border-collapse text-xs whitespace-nowrap">
          <thead className="bg-sunken">
            <tr>
              {fields.map((field) => (
                <th key={field} scope="col" className="h-8 px-3 text-left font-medium">
                  {t(`field.${field}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows[compares].slice(0, shownRows).map((row, line) => (
              <tr key={line} className="border-t">
                {fields.map((field) => (
                  <td key={field} className="tnum h-7.5 max-w-72 truncate px-3">
                    <Cell row={row} field={field} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Cell({ row, field }: { row: TheirRows[Compares][number]; field: ListField }): ReactNode {
  const valueOf = useSideValue();
  if (field === "order") return "order" in row && row.order ? "{ … }" : null;
  return valueOf({ ...row }, field);
}

function Problems({ problems }: { problems: readonly Problem[] }) {
  const t = useTranslations("reconciling.compare");
  const rows = new Set(problems.map(({ row }) => row)).size;
  return (
    <Alert tone="danger" title={t("problems", { count: rows })}>
      <ul>
        {problems.slice(0, shownProblems).map(({ code, row, field, value }) => (
          <li key={`${code} ${String(row)} ${field}`}>
            {t(`problem.${code}`, { row, field: t(`field.${field}`).toLowerCase(), value })}
          </li>
        ))}
      </ul>
      {problems.length > shownProblems ? <p>{t("more", { count: problems.length - shownProblems })}</p> : null}
    </Alert>
  );
}

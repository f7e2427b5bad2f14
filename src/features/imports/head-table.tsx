"use client";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import type { ImportPreset } from "#features/imports/import-params.ts";
import type { FileHead } from "#features/imports/read-head.ts";

/** The first rows of a file as they will be parsed; unknown columns are muted. */
export function HeadTable({ head, preset }: { head: FileHead; preset: ImportPreset }) {
  const t = useTranslations("import");
  const known = new Set<string>(preset.columns.map((column) => column.name));
  return (
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
            {head.header.map((name, index) => (
              <th
                key={`${String(index)} ${name}`}
                scope="col"
                className={cx("h-8 px-3 text-left font-medium", !known.has(name) && "font-normal text-ink-3")}
              >
                {name || "–"}
                {known.has(name) ? null : <span className="ml-1.5 text-ink-3">· {t("previewIgnored")}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {head.rows.map((row, line) => (
            <tr key={line} className="border-t">
              {head.header.map((name, index) => (
                <td
                  key={`${String(index)} ${name}`}
                  className={cx("tnum h-7.5 max-w-72 truncate px-3", !known.has(name) && "text-ink-3")}
                >
                  {row[index]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

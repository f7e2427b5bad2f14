"use client";
import { ChevronRight } from "lucide-react";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { CodeBlock } from "#components/patterns/code-block.tsx";
import type { Target } from "./mapping-draft.ts";
import { type SchemaField, schemaFields } from "./schema-fields.ts";

const indents = ["", "pl-4", "pl-8", "pl-12", "pl-16", "pl-20", "pl-24"];

/** The input fields of an operation, collapsed by default. */
export function TargetFields({ target }: { target: Target }) {
  const t = useTranslations("mapping");
  const fields = useMemo(() => schemaFields(target.schema), [target]);
  return (
    <details className="group rounded-md border">
      <summary className="flex min-h-8 list-none items-center gap-1.5 rounded-md px-2.5 text-sm text-ink-2 hover:text-ink coarse:min-h-10 [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-3.5 transition-transform group-open:rotate-90" aria-hidden="true" />
        {t("expects", { operation: target.operation })}
      </summary>
      <div className="grid gap-3 border-t px-3 py-2.5">
        <p className="text-sm text-ink-2">{target.summary}</p>
        <div
          role="region"
          aria-label={t("fields")}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region needs focus for keyboard scrolling
          tabIndex={0}
          className="scroll-thin max-h-72 overflow-y-auto rounded-sm font-mono text-xs leading-5"
        >
          <ul>
            {fields.map((field, index) => (
              <FieldRow key={index} field={field} />
            ))}
          </ul>
        </div>
        <p className="text-xs text-ink-3">{t("expectsHint")}</p>
        <CodeBlock label={t("example")} text={JSON.stringify(target.example, null, 2)} className="max-h-56" />
      </div>
    </details>
  );
}

function FieldRow({ field }: { field: SchemaField }) {
  const t = useTranslations("mapping");
  const indent = indents[field.depth] ?? "";
  return (
    <>
      {field.otherShape ? <li className={cx("font-sans text-ink-3 italic", indent)}>{t("or")}</li> : null}
      <li className={cx("flex flex-wrap gap-x-3", indent)}>
        <span>
          <span className={cx(field.required && "font-semibold")}>{field.name}</span>
          {field.required ? (
            <>
              <span className="text-red-ink" aria-hidden="true">
                *
              </span>
              <span className="sr-only"> {t("needed")}</span>
            </>
          ) : null}
        </span>
        <span className="text-ink-3">{field.type}</span>
        {field.example ? <span className="truncate text-ink-3">{t("eg", { example: field.example })}</span> : null}
      </li>
    </>
  );
}

"use client";
import { useTranslations } from "use-intl";
import { Field } from "#components/ui/field.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import type { RawList } from "./read-list.ts";
import type { Compares } from "./reconciliation-params.ts";
import { type Amounts, type Columns, fieldsOf, type ListField } from "./their-list.ts";
import type { useCompare } from "./use-compare.ts";

type ListColumnsProps = {
  compares: Compares;
  read: { list: RawList; columns: Columns; amounts: Amounts };
  compare: Pick<ReturnType<typeof useCompare>, "setColumns" | "setAmounts">;
};

const needed = new Set<ListField>(["externalId", "sku"]);

/** Maps their columns to our fields; detected, and editable. */
export function ListColumns({ compares, read, compare }: ListColumnsProps) {
  const t = useTranslations("reconciling.compare");
  const { list, columns, amounts } = read;
  const choose = (field: ListField, column: string) => {
    const { [field]: _before, ...others } = columns;
    compare.setColumns(column === "" ? others : { ...others, [field]: column });
  };
  return (
    <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
      {fieldsOf[compares].map((field) => (
        <Field
          key={field}
          label={t(`field.${field}`)}
          hint={field === "order" ? t("orderHint") : undefined}
          required={needed.has(field)}
        >
          <NativeSelect value={columns[field] ?? ""} onChange={(event) => choose(field, event.target.value)}>
            <option value="">{t("leaveOut")}</option>
            {list.columns.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </NativeSelect>
        </Field>
      ))}
      {compares === "orders" && columns.total !== undefined ? (
        <Field label={t("amounts")}>
          <NativeSelect
            value={amounts}
            onChange={(event) => compare.setAmounts(event.target.value === "major" ? "major" : "minor")}
          >
            <option value="major">{t("major")}</option>
            <option value="minor">{t("minor")}</option>
          </NativeSelect>
        </Field>
      ) : null}
    </div>
  );
}

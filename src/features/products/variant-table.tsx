"use client";
import { Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { type Control, Controller, type UseFormReturn, useFieldArray } from "react-hook-form";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { MoneyInput } from "#components/ui/money-input.tsx";
import { emptyVariant, type ProductForm } from "#features/products/product-form.ts";

export type StockColumn = { id: string; header: string; title: string; cell: (sku: string) => ReactNode };

type VariantTableProps = {
  form: UseFormReturn<ProductForm>;
  /** Right of the editable fields. */
  stock?: readonly StockColumn[];
  readOnly?: boolean;
  /** Fields that look like text until hovered or focused: for a page that is read more than edited. */
  quiet?: boolean;
};

const quietField =
  "lg:border-transparent lg:bg-transparent lg:shadow-none lg:hover:border-control lg:aria-invalid:border-red lg:focus-visible:bg-raised";
const quietInside =
  "lg:[&_input]:border-transparent lg:[&_input]:bg-transparent lg:[&_input]:shadow-none lg:hover:[&_input]:border-control lg:[&_input:focus-visible]:bg-raised";

const head = "h-8 px-3.5 text-left text-xs font-medium whitespace-nowrap text-ink-3";
const cell =
  "align-top lg:px-1 lg:py-1 max-lg:grid max-lg:gap-1 max-lg:before:text-xs max-lg:before:text-ink-3 max-lg:before:content-[attr(data-label)]";

/** Every variant of a product in one row; stacked, with labels, on a phone. */
export function VariantTable({ form, stock = [], readOnly = false, quiet = false }: VariantTableProps) {
  const t = useTranslations("products");
  const rows = useFieldArray({ control: form.control, name: "variants", keyName: "rowKey" });
  return (
    <div>
      <div className={cx("scroll-thin overflow-x-auto", quiet && "lg:-mx-3.5")}>
        <table
          className="w-full border-collapse text-sm max-lg:block lg:min-w-180 lg:table-fixed"
          aria-label={t("variantsTitle")}
        >
          <thead className="max-lg:sr-only">
            <tr>
              <th scope="col" className={cx(head, "w-34")}>
                {t("field.sku")}
              </th>
              <th scope="col" className={head}>
                {t("field.variant")}
              </th>
              <th scope="col" className={cx(head, "w-36")}>
                {t("field.barcode")}
              </th>
              <th scope="col" className={cx(head, "w-28 text-right")}>
                {t("field.price")}
              </th>
              {stock.map((column) => (
                <th
                  key={column.id}
                  scope="col"
                  title={column.title}
                  className={cx(head, "w-28 py-1.5 text-right align-bottom whitespace-normal")}
                >
                  {column.header}
                </th>
              ))}
              {stock.length === 0 ? <td className="w-9" /> : null}
            </tr>
          </thead>
          <tbody className="max-lg:block">
            {rows.fields.map((row, index) => (
              <VariantRow
                key={row.rowKey}
                form={form}
                index={index}
                stock={stock}
                readOnly={readOnly}
                quiet={quiet}
                onRemove={row.variantId === null && rows.fields.length > 1 ? () => rows.remove(index) : undefined}
              />
            ))}
          </tbody>
        </table>
      </div>
      {readOnly ? null : (
        <Button
          size="sm"
          variant="ghost"
          icon={<Plus />}
          className="mt-2 -ml-2.5"
          onClick={() => rows.append(emptyVariant)}
        >
          {t("addVariant")}
        </Button>
      )}
    </div>
  );
}

type VariantRowProps = {
  form: UseFormReturn<ProductForm>;
  index: number;
  stock: readonly StockColumn[];
  readOnly: boolean;
  quiet: boolean;
  onRemove: (() => void) | undefined;
};

function VariantRow({ form, index, stock, readOnly, quiet, onRemove }: VariantRowProps) {
  const t = useTranslations("products");
  const number = index + 1;
  const faults = form.formState.errors.variants?.[index];
  const known = form.getValues(`variants.${index}`);
  const unique = (sku: string) =>
    form.getValues("variants").filter((one) => one.sku.trim() === sku.trim()).length < 2 || t("duplicateSku");
  const text = (key: "title" | "barcode", placeholder: string) => (
    <Input
      {...form.register(`variants.${index}.${key}`)}
      readOnly={readOnly}
      autoComplete="off"
      aria-label={`${t(`field.${key === "title" ? "variant" : key}`)} ${String(number)}`}
      placeholder={placeholder}
      className={cx(quiet && quietField, key === "barcode" && "tnum")}
    />
  );
  return (
    <tr className="border-t max-lg:grid max-lg:grid-cols-2 max-lg:gap-3 max-lg:py-4 max-lg:first:border-t-0">
      <td data-label={t("field.sku")} className={cell}>
        <Input
          {...form.register(`variants.${index}.sku`, { required: t("skuMissing"), validate: unique })}
          readOnly={readOnly}
          autoComplete="off"
          spellCheck={false}
          aria-label={`${t("field.sku")} ${String(number)}`}
          {...(faults?.sku ? { "aria-invalid": true } : {})}
          className={cx(quiet && quietField, "font-mono text-xs")}
        />
        {faults?.sku?.message ? (
          <p role="alert" className="px-2.5 py-0.5 text-xs text-red-ink">
            {faults.sku.message}
          </p>
        ) : null}
      </td>
      <td data-label={t("field.variant")} className={cell}>
        {text("title", "–")}
      </td>
      <td data-label={t("field.barcode")} className={cell}>
        {text("barcode", "–")}
      </td>
      <td data-label={t("field.price")} className={cell}>
        <PriceCell control={form.control} index={index} readOnly={readOnly} quiet={quiet} />
      </td>
      {stock.map((column) => (
        <td key={column.id} data-label={column.title} className={cx(cell, "text-right max-lg:text-left")}>
          {known.variantId === null ? null : column.cell(known.sku)}
        </td>
      ))}
      {stock.length === 0 || onRemove ? (
        <td className={cx(cell, "text-right")}>
          {onRemove ? (
            <IconButton size="sm" label={t("removeVariant", { number })} onClick={onRemove}>
              <X />
            </IconButton>
          ) : null}
        </td>
      ) : null}
    </tr>
  );
}

type PriceCellProps = { control: Control<ProductForm>; index: number; readOnly: boolean; quiet: boolean };

function PriceCell({ control, index, readOnly, quiet }: PriceCellProps) {
  const t = useTranslations("products");
  return (
    <Controller
      control={control}
      name={`variants.${index}.price`}
      render={({ field }) => (
        <MoneyInput
          label={`${t("field.price")} ${String(index + 1)}`}
          value={field.value}
          onValueChange={field.onChange}
          disabled={readOnly}
          className={cx(quiet && quietInside)}
        />
      )}
    />
  );
}

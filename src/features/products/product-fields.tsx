"use client";
import { Controller, type UseFormReturn } from "react-hook-form";
import { useTranslations } from "use-intl";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { ProductForm } from "#features/products/product-form.ts";
import { ProductImage, ProductStatusMark } from "#features/products/product-marks.tsx";
import { productStatuses } from "#features/products/product-params.ts";

type FieldsProps = { form: UseFormReturn<ProductForm>; readOnly?: boolean };

export function TextFields({ form, readOnly = false, autoFocus = false }: FieldsProps & { autoFocus?: boolean }) {
  const t = useTranslations("products");
  const { errors } = form.formState;
  return (
    <>
      <Field label={t("field.title")} error={errors.title?.message} required>
        <Input
          {...form.register("title", { validate: (title) => title.trim() !== "" || t("titleMissing"), maxLength: 200 })}
          autoComplete="off"
          autoFocus={autoFocus}
          readOnly={readOnly}
        />
      </Field>
      <Field label={t("field.description")} error={errors.description?.message} optional>
        <Textarea {...form.register("description")} readOnly={readOnly} rows={4} />
      </Field>
    </>
  );
}

export function StatusField({ form, readOnly = false, labelHidden = false }: FieldsProps & { labelHidden?: boolean }) {
  const t = useTranslations("products");
  return (
    <Controller
      control={form.control}
      name="status"
      render={({ field }) => (
        <Field label={t("statusLabel")} hint={t(`statusHint.${field.value}`)} labelHidden={labelHidden}>
          <Select
            value={field.value}
            onValueChange={field.onChange}
            disabled={readOnly}
            options={productStatuses.map((status) => ({ value: status, label: <ProductStatusMark status={status} /> }))}
          />
        </Field>
      )}
    />
  );
}

export function ImageField({ form, readOnly = false }: FieldsProps) {
  const t = useTranslations("products");
  const image = form.watch("image").trim();
  return (
    <div className="flex items-start gap-4">
      <ProductImage key={image} src={image || null} size="lg" />
      <Field
        label={t("field.image")}
        hint={t("imageHint")}
        error={form.formState.errors.image?.message}
        optional
        className="min-w-0 flex-1"
      >
        <Input {...form.register("image")} inputMode="url" autoComplete="off" spellCheck={false} readOnly={readOnly} />
      </Field>
    </div>
  );
}

"use client";
import { Plus, X } from "lucide-react";
import { type UseFormReturn, useFieldArray } from "react-hook-form";
import { useTranslations } from "use-intl";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { FieldRow } from "#components/patterns/form-layout.tsx";
import { Button } from "#components/ui/button.tsx";
import { CountrySelect } from "#components/ui/country-select.tsx";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { type AddressForm, type CustomerForm, emptyAddress } from "#features/customers/customer-form.ts";

/** "en-GB" → "GB": the default country. */
const countryOf = (locale: string): string => new Intl.Locale(locale).maximize().region ?? "GB";

export function AddressFields({ form }: { form: UseFormReturn<CustomerForm> }) {
  const t = useTranslations("customers.address");
  const { locale } = useFormatSettings();
  const rows = useFieldArray({ control: form.control, name: "addresses", keyName: "rowKey" });
  const add = () => rows.append(emptyAddress(form.getValues("name"), countryOf(locale)));
  return (
    <div className="grid gap-6">
      {rows.fields.map((row, index) => (
        <fieldset key={row.rowKey} className="grid gap-4 border-t pt-4 first:border-t-0 first:pt-0">
          <div className="flex items-center justify-between">
            <legend className="float-left text-sm text-ink-2">{t("title", { number: index + 1 })}</legend>
            <IconButton size="sm" label={t("remove", { number: index + 1 })} onClick={() => rows.remove(index)}>
              <X />
            </IconButton>
          </div>
          <OneAddress form={form} index={index} />
        </fieldset>
      ))}
      <Button size="sm" icon={<Plus />} onClick={add} className="justify-self-start">
        {t("add")}
      </Button>
    </div>
  );
}

function OneAddress({ form, index }: { form: UseFormReturn<CustomerForm>; index: number }) {
  const t = useTranslations("customers.address");
  const faults = form.formState.errors.addresses?.[index];
  const needed = new Set<keyof AddressForm>(["name", "line1", "city"]);
  const field = (key: Exclude<keyof AddressForm, "country">) => (
    <Field label={t(key)} error={faults?.[key]?.message} optional={!needed.has(key) && key !== "postalCode"}>
      <Input
        {...form.register(`addresses.${index}.${key}`, {
          validate: (value) => !needed.has(key) || value.trim() !== "" || t("missing", { field: t(key).toLowerCase() }),
        })}
        autoComplete="off"
      />
    </Field>
  );
  return (
    <>
      {field("name")}
      {field("line1")}
      {field("line2")}
      <FieldRow>
        {field("postalCode")}
        {field("city")}
      </FieldRow>
      <FieldRow>
        {field("region")}
        <Field label={t("country")} error={faults?.country?.message}>
          <CountrySelect {...form.register(`addresses.${index}.country`)} />
        </Field>
      </FieldRow>
      {field("phone")}
    </>
  );
}

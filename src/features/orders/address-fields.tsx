"use client";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import { type AddressDraft, countries, countryName } from "./address.ts";

type AddressFieldsProps = {
  value: AddressDraft;
  onValueChange: (value: AddressDraft) => void;
  /** A field's error, after the first attempt to save. */
  faults: Readonly<Partial<Record<keyof AddressDraft, string>>>;
};

/** In the order in which callers dictate them. */
export function AddressFields({ value, onValueChange, faults }: AddressFieldsProps) {
  const t = useTranslations("orderDialog.address");
  const text = (name: keyof AddressDraft, optional = false) => (
    <Field label={t(name)} error={faults[name]} optional={optional} required={!optional}>
      <Input
        autoComplete="off"
        maxLength={name === "postalCode" ? 20 : 120}
        value={value[name]}
        onChange={(event) => onValueChange({ ...value, [name]: event.target.value })}
      />
    </Field>
  );
  return (
    <div className="grid gap-3">
      {text("name")}
      {text("line1")}
      {text("line2", true)}
      <div className="grid grid-cols-[8rem_1fr] gap-3">
        {text("postalCode")}
        {text("city")}
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        {text("region", true)}
        <Field label={t("country")} error={faults.country} required>
          <CountrySelect value={value.country} onValueChange={(country) => onValueChange({ ...value, country })} />
        </Field>
      </div>
      {text("phone", true)}
    </div>
  );
}

function CountrySelect({ value, onValueChange }: { value: string; onValueChange: (value: string) => void }) {
  const { locale } = useFormatSettings();
  const options = useMemo(
    () =>
      countries
        .map((code) => ({ code, name: countryName(code, locale) }))
        .toSorted((a, b) => a.name.localeCompare(b.name, locale)),
    [locale],
  );
  return (
    <NativeSelect value={value} onChange={(event) => onValueChange(event.target.value)}>
      {options.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </NativeSelect>
  );
}

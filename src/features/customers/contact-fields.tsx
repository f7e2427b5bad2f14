"use client";
import type { UseFormReturn } from "react-hook-form";
import { useTranslations } from "use-intl";
import { FieldRow } from "#components/patterns/form-layout.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { CustomerForm } from "#features/customers/customer-form.ts";

const emailLike = /^\S+@\S+\.\S+$/;

export function ContactFields({ form, autoFocus = false }: { form: UseFormReturn<CustomerForm>; autoFocus?: boolean }) {
  const t = useTranslations("customers");
  const { errors } = form.formState;
  const someName = () =>
    form.getValues("name").trim() !== "" || form.getValues("email").trim() !== "" || t("nameOrEmail");
  const email = (value: string) => value.trim() === "" || emailLike.test(value.trim()) || t("emailWrong");
  return (
    <>
      <Field label={t("field.name")} error={errors.name?.message}>
        <Input {...form.register("name", { validate: someName })} autoComplete="off" autoFocus={autoFocus} />
      </Field>
      <FieldRow>
        <Field label={t("field.email")} error={errors.email?.message} optional>
          <Input {...form.register("email", { validate: email })} type="email" autoComplete="off" />
        </Field>
        <Field label={t("field.phone")} error={errors.phone?.message} optional>
          <Input {...form.register("phone")} type="tel" autoComplete="off" />
        </Field>
      </FieldRow>
      <FieldRow>
        <Field label={t("field.groups")} hint={t("groupsHint")} error={errors.groups?.message} optional>
          <Input {...form.register("groups")} autoComplete="off" />
        </Field>
        <Field label={t("field.reference")} hint={t("referenceHint")} error={errors.reference?.message} optional>
          <Input {...form.register("reference")} autoComplete="off" className="font-mono" />
        </Field>
      </FieldRow>
    </>
  );
}

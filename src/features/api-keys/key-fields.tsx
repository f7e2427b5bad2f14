"use client";
import { Controller, type UseFormReturn } from "react-hook-form";
import { useTranslations } from "use-intl";
import { FieldRow, FormSection } from "#components/patterns/form-layout.tsx";
import { CheckboxField } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { KeyForm } from "#features/api-keys/key-form.ts";
import { ScopesField } from "#features/api-keys/scopes-field.tsx";

const windows = ["1", "60", "3600", "86400"] as const;

type KeyFieldsProps = { form: UseFormReturn<KeyForm>; creating?: boolean };

export function KeyFields({ form, creating = false }: KeyFieldsProps) {
  const t = useTranslations("apiKeys");
  const { errors } = form.formState;
  return (
    <>
      <FormSection title={t("form.what")} hint={t("form.whatHint")}>
        <Field label={t("form.name")} error={errors.name?.message} required>
          <Input
            maxLength={120}
            autoComplete="off"
            autoFocus={creating}
            {...form.register("name", { required: t("form.nameMissing") })}
          />
        </Field>
      </FormSection>
      <FormSection title={t("form.scopes")} hint={t("form.scopesHint")}>
        <Controller
          control={form.control}
          name="scopes"
          rules={{ validate: (scopes) => scopes.length > 0 || t("form.scopesMissing") }}
          render={({ field, fieldState }) => (
            <ScopesField value={field.value} onValueChange={field.onChange} error={fieldState.error?.message} />
          )}
        />
      </FormSection>
      <FormSection title={t("form.bounds")} hint={t("form.boundsHint")}>
        <Field
          label={t("form.addresses")}
          hint={t("form.addressesHint")}
          error={errors.allowedAddresses?.message}
          optional
        >
          <Textarea rows={3} spellCheck={false} className="font-mono text-xs" {...form.register("allowedAddresses")} />
        </Field>
        <Field label={t("form.expires")} hint={t("form.expiresHint")} error={errors.expiresAt?.message} optional>
          <Input type="date" className="w-44" {...form.register("expiresAt")} />
        </Field>
        <FieldRow>
          <Field label={t("form.requests")} hint={t("form.requestsHint")} error={errors.requests?.message} optional>
            <Input inputMode="numeric" autoComplete="off" {...form.register("requests")} />
          </Field>
          <Field label={t("form.perWindow")}>
            <Controller
              control={form.control}
              name="windowS"
              render={({ field }) => (
                <Select
                  value={field.value}
                  onValueChange={field.onChange}
                  options={[
                    ...windows.map((value) => ({ value: value as string, label: t(`window.${value}`) })),
                    ...(windows.some((one) => one === field.value)
                      ? []
                      : [{ value: field.value, label: t("windowS", { seconds: Number(field.value) }) }]),
                  ]}
                />
              )}
            />
          </Field>
        </FieldRow>
        {creating ? (
          <CheckboxField label={t("form.soap")} hint={t("form.soapHint")} {...form.register("soapSecret")} />
        ) : null}
      </FormSection>
    </>
  );
}

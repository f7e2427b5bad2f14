"use client";
import { Controller, type UseFormReturn } from "react-hook-form";
import { useTranslations } from "use-intl";
import { FormSection } from "#components/patterns/form-layout.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { PermissionTable } from "#features/people/roles/permission-table.tsx";

export type RoleForm = { name: string; description: string; scopes: string[] };
export const roleFaults = { name: "name", description: "description", scopes: "scopes" } as const;

export function RoleFields({ form, creating = false }: { form: UseFormReturn<RoleForm>; creating?: boolean }) {
  const t = useTranslations("roles");
  const { errors } = form.formState;
  return (
    <>
      <FormSection title={t("what")} hint={t("whatHint")}>
        <Field label={t("name")} error={errors.name?.message} required>
          <Input
            maxLength={60}
            autoComplete="off"
            autoFocus={creating}
            {...form.register("name", { validate: (name) => name.trim() !== "" || t("nameMissing") })}
          />
        </Field>
        <Field label={t("description")} error={errors.description?.message} optional>
          <Textarea rows={2} maxLength={300} {...form.register("description")} />
        </Field>
      </FormSection>
      <FormSection title={t("permissions")} hint={t("permissionsHint")}>
        <Controller
          control={form.control}
          name="scopes"
          rules={{ validate: (scopes) => scopes.length > 0 || t("scopesMissing") }}
          render={({ field, fieldState }) => (
            <PermissionTable value={field.value} onValueChange={field.onChange} error={fieldState.error?.message} />
          )}
        />
      </FormSection>
    </>
  );
}

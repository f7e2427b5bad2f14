"use client";
import { useTranslations } from "use-intl";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { useRoles } from "#features/people/use-roles.ts";

type RoleFieldProps = { value: string; onValueChange: (id: string) => void; error?: string | undefined };

/** The roles that the visitor may give: none that permits more than they may themselves. */
export function RoleField({ value, onValueChange, error }: RoleFieldProps) {
  const t = useTranslations("people");
  const { roles, nameOf, mayGive } = useRoles();
  const chosen = roles.find(({ id }) => id === value);
  return (
    <Field label={t("field.role")} hint={chosen?.description || t("roleHint")} error={error} required>
      <Select
        value={value}
        onValueChange={onValueChange}
        options={roles
          .filter((role) => mayGive(role) || role.id === value)
          .map((role) => ({ value: role.id, label: nameOf(role) }))}
      />
    </Field>
  );
}

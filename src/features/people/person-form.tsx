"use client";
import { Controller, useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { FormLayout, FormSection } from "#components/patterns/form-layout.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { notify } from "#components/ui/notify.ts";
import { type Person, roleIdOf, roleNamed } from "#features/people/people-params.ts";
import { RoleField } from "#features/people/role-field.tsx";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { trpc } from "#features/trpc/client.ts";
import { failureOf, isStale, useReportFailure } from "#features/trpc/failure.ts";
import { showFaults } from "#features/trpc/show-faults.ts";

type Values = { name: string; email: string; role: string };

export function PersonForm({ person }: { person: Person }) {
  const t = useTranslations();
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const { id, version, name, email } = person;
  const form = useForm<Values>({ defaultValues: { name, email, role: roleIdOf(person) } });
  const { errors, isDirty, dirtyFields } = form.formState;
  const update = trpc.users.update.useMutation({
    onSuccess: (saved) => {
      utils.users.get.setData({ id }, saved);
      void utils.users.list.invalidate();
      void utils.roles.list.invalidate();
      notify.done(t("people.told.saved"));
    },
    onError: (error) => {
      if (showFaults(form, failureOf(error).faults, { name: "name", email: "email", roleId: "role" })) return;
      reportFailure(t(isStale(error) ? "people.told.changedMeanwhile" : "people.told.notSaved"), error);
      if (isStale(error)) void utils.users.get.invalidate({ id });
    },
  });
  const submit = form.handleSubmit((values) =>
    update.mutate({
      id,
      ifVersion: version,
      name: values.name,
      email: values.email,
      ...(dirtyFields.role ? roleNamed(values.role) : {}),
    }),
  );
  useShortcut({ keys: "mod+enter", label: t("ui.save"), group: "page", run: () => void submit() }, isDirty);
  return (
    <FormLayout
      onSubmit={(event) => void submit(event)}
      actions={
        <>
          <Button variant="ghost" disabled={!isDirty} onClick={() => form.reset()}>
            {t("ui.discard")}
          </Button>
          <Button type="submit" variant="primary" busy={update.isPending} disabled={!isDirty} keys="mod+enter">
            {t("ui.save")}
          </Button>
        </>
      }
    >
      <FormSection title={t("people.who")}>
        <Field label={t("people.field.name")} error={errors.name?.message} required>
          <Input maxLength={120} autoComplete="off" {...form.register("name", { required: t("people.nameMissing") })} />
        </Field>
        <Field label={t("people.field.email")} error={errors.email?.message} required>
          <Input
            type="email"
            maxLength={254}
            autoComplete="off"
            {...form.register("email", { required: t("people.emailMissing") })}
          />
        </Field>
      </FormSection>
      <FormSection title={t("people.field.role")} hint={t("people.roleSectionHint")}>
        <Controller
          control={form.control}
          name="role"
          render={({ field, fieldState }) => (
            <RoleField value={field.value} onValueChange={field.onChange} error={fieldState.error?.message} />
          )}
        />
      </FormSection>
    </FormLayout>
  );
}

"use client";
import Link from "next/link";
import { useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { FormLayout, FormSection } from "#components/patterns/form-layout.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { notify } from "#components/ui/notify.ts";
import { ReadingPage } from "#features/list/list-page.tsx";
import { InvitationLink } from "#features/people/invitation-link.tsx";
import { roleNamed, type SentInvitation } from "#features/people/people-params.ts";
import { RoleField } from "#features/people/role-field.tsx";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { trpc } from "#features/trpc/client.ts";
import { failureOf, useReportFailure } from "#features/trpc/failure.ts";
import { showFaults } from "#features/trpc/show-faults.ts";

const faultFields = { email: "email", name: "name", roleId: "role" } as const;

type InviteForm = { email: string; name: string; role: string };

export function InviteScreen() {
  const t = useTranslations("people");
  const [sent, setSent] = useState<SentInvitation | null>(null);
  return (
    <ReadingPage>
      <PageHeader
        back={
          <Link href="/settings/people" className="hover:text-ink">
            {t("title")}
          </Link>
        }
        title={sent ? t("sent.title", { name: sent.name }) : t("inviteTitle")}
      />
      <div className="max-w-5xl px-4 md:px-6">
        {sent ? (
          <div className="grid gap-5">
            <InvitationLink of={sent} />
            <div className="flex justify-end gap-2 border-t pt-4">
              <Button variant="ghost" onClick={() => setSent(null)}>
                {t("sent.another")}
              </Button>
              <Link href="/settings/invitations" className={buttonClass("primary")}>
                {t("sent.done")}
              </Link>
            </div>
          </div>
        ) : (
          <Form onSent={setSent} />
        )}
      </div>
    </ReadingPage>
  );
}

function Form({ onSent }: { onSent: (sent: SentInvitation) => void }) {
  const t = useTranslations();
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const form = useForm<InviteForm>({ defaultValues: { email: "", name: "", role: "agent" } });
  const { errors } = form.formState;
  const invite = trpc.invitations.create.useMutation({
    onSuccess: (sent) => {
      void utils.invitations.list.invalidate();
      notify.done(t("people.sent.toast", { email: sent.email }));
      onSent(sent);
    },
    onError: (error) => {
      if (!showFaults(form, failureOf(error).faults, faultFields)) reportFailure(t("people.notInvited"), error);
    },
  });
  const submit = form.handleSubmit(({ email, name, role }) => invite.mutate({ email, name, ...roleNamed(role) }));
  useShortcut({ keys: "mod+enter", label: t("people.inviteSubmit"), group: "page", run: () => void submit() });
  return (
    <FormLayout
      onSubmit={(event) => void submit(event)}
      actions={
        <>
          <Link href="/settings/people" className={buttonClass("ghost")}>
            {t("ui.cancel")}
          </Link>
          <Button type="submit" variant="primary" busy={invite.isPending} keys="mod+enter">
            {t("people.inviteSubmit")}
          </Button>
        </>
      }
    >
      <FormSection title={t("people.who")} hint={t("people.whoHint")}>
        <Field label={t("people.field.email")} error={errors.email?.message} required>
          <Input
            type="email"
            autoComplete="off"
            autoFocus
            maxLength={254}
            {...form.register("email", { required: t("people.emailMissing") })}
          />
        </Field>
        <Field label={t("people.field.name")} error={errors.name?.message} required>
          <Input maxLength={120} autoComplete="off" {...form.register("name", { required: t("people.nameMissing") })} />
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

"use client";
import Link from "next/link";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { useGo } from "#components/hooks/use-go.ts";
import { FormLayout } from "#components/patterns/form-layout.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { notify } from "#components/ui/notify.ts";
import { isScope } from "#core/kernel/actor.ts";
import { ReadingPage } from "#features/list/list-page.tsx";
import { RoleFields, roleFaults, type RoleForm } from "#features/people/roles/role-form.tsx";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { trpc } from "#features/trpc/client.ts";
import { failureOf, useReportFailure } from "#features/trpc/failure.ts";
import { showFaults } from "#features/trpc/show-faults.ts";

export function CreateRoleScreen() {
  const t = useTranslations();
  const go = useGo();
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const form = useForm<RoleForm>({ defaultValues: { name: "", description: "", scopes: [] } });
  const create = trpc.roles.create.useMutation({
    onSuccess: ({ id, name }) => {
      void utils.roles.list.invalidate();
      notify.done(t("roles.told.created", { name }));
      go(`/settings/roles/${id}`);
    },
    onError: (error) => {
      if (!showFaults(form, failureOf(error).faults, roleFaults)) reportFailure(t("roles.told.notCreated"), error);
    },
  });
  const submit = form.handleSubmit(({ scopes, ...values }) =>
    create.mutate({ ...values, scopes: scopes.filter(isScope) }),
  );
  useShortcut({ keys: "mod+enter", label: t("roles.create"), group: "page", run: () => void submit() });
  return (
    <ReadingPage>
      <PageHeader
        back={
          <Link href="/settings/roles" className="hover:text-ink">
            {t("roles.title")}
          </Link>
        }
        title={t("roles.new")}
      />
      <div className="max-w-5xl px-4 md:px-6">
        <FormLayout
          onSubmit={(event) => void submit(event)}
          actions={
            <>
              <Link href="/settings/roles" className={buttonClass("ghost")}>
                {t("ui.cancel")}
              </Link>
              <Button type="submit" variant="primary" busy={create.isPending} keys="mod+enter">
                {t("roles.create")}
              </Button>
            </>
          }
        >
          <RoleFields form={form} creating />
        </FormLayout>
      </div>
    </ReadingPage>
  );
}

"use client";
import { Trash2 } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { useGo } from "#components/hooks/use-go.ts";
import { FormLayout } from "#components/patterns/form-layout.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { notify } from "#components/ui/notify.ts";
import { isScope } from "#core/kernel/actor.ts";
import { Detail } from "#features/list/detail.tsx";
import { ReadingPage } from "#features/list/list-page.tsx";
import type { Role } from "#features/people/people-params.ts";
import { PermissionTable } from "#features/people/roles/permission-table.tsx";
import { RoleFields, roleFaults, type RoleForm } from "#features/people/roles/role-form.tsx";
import { useRoles } from "#features/people/use-roles.ts";
import { OnlyFor } from "#features/shell/only-for.tsx";
import { FormSkeleton } from "#features/shell/page-skeletons.tsx";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { trpc } from "#features/trpc/client.ts";
import { failureOf, isStale, useReportFailure } from "#features/trpc/failure.ts";
import { useLive } from "#features/trpc/live.ts";
import { showFaults } from "#features/trpc/show-faults.ts";
import { useMe } from "#features/trpc/use-me.ts";

const BACK = "/settings/roles";

export function RoleScreen({ id }: { id: string }) {
  const t = useTranslations("roles");
  const utils = trpc.useUtils();
  const query = trpc.roles.get.useQuery({ id });
  useLive((events) => {
    if (events.some((event) => event.subjectId === id)) void utils.roles.get.invalidate({ id });
  });
  return (
    <Detail
      query={query}
      what="role"
      back={{ href: BACK, label: t("title") }}
      skeleton={<FormSkeleton back={t("title")} title="" parts={2} />}
    >
      {(role) => <Body role={role} />}
    </Detail>
  );
}

function Body({ role }: { role: Role }) {
  const t = useTranslations("roles");
  const { can } = useMe();
  const { nameOf, mayGive } = useRoles();
  const isOwn = role.role === "custom";
  const mayChange = isOwn && can("users:write") && mayGive(role);
  return (
    <ReadingPage>
      <PageHeader
        back={
          <Link href={BACK} className="hover:text-ink">
            {t("title")}
          </Link>
        }
        title={nameOf(role)}
        meta={`${t("people", { count: role.users })} · ${isOwn ? t("own") : t("builtIn")}`}
        actions={
          mayChange ? (
            <DeleteRole role={role} />
          ) : isOwn && !can("users:write") ? (
            <OnlyFor scope="users:write" what="people" />
          ) : null
        }
      />
      <div className="max-w-5xl px-4 md:px-6">
        {mayChange ? (
          <RoleSettings key={role.version} role={role} />
        ) : (
          <div className="grid gap-4">
            <p className="text-sm text-ink-2">{role.description}</p>
            <PermissionTable value={role.scopes} />
          </div>
        )}
      </div>
    </ReadingPage>
  );
}

function RoleSettings({ role }: { role: Role }) {
  const t = useTranslations();
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const { id, version, name, description, scopes } = role;
  const form = useForm<RoleForm>({ defaultValues: { name, description, scopes } });
  const { isDirty } = form.formState;
  const update = trpc.roles.update.useMutation({
    onSuccess: (saved) => {
      utils.roles.get.setData({ id }, saved);
      void utils.roles.list.invalidate();
      void utils.users.me.invalidate();
      notify.done(t("roles.told.saved"));
    },
    onError: (error) => {
      if (showFaults(form, failureOf(error).faults, roleFaults)) return;
      reportFailure(t(isStale(error) ? "roles.told.changedMeanwhile" : "roles.told.notSaved"), error);
      if (isStale(error)) void utils.roles.get.invalidate({ id });
    },
  });
  const submit = form.handleSubmit((values) =>
    update.mutate({ id, ifVersion: version, ...values, scopes: values.scopes.filter(isScope) }),
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
      <RoleFields form={form} />
    </FormLayout>
  );
}

function DeleteRole({ role: { id, name, version } }: { role: Role }) {
  const t = useTranslations("roles");
  const go = useGo();
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const [asking, setAsking] = useState(false);
  const remove = trpc.roles.delete.useMutation();
  const confirm = async () => {
    try {
      await remove.mutateAsync({ id, ifVersion: version });
    } catch (error) {
      reportFailure(t("told.notDeleted"), error);
      throw error;
    }
    void utils.roles.list.invalidate();
    notify.done(t("told.deleted", { name }));
    go(BACK);
  };
  return (
    <>
      <Button variant="danger-ghost" icon={<Trash2 />} onClick={() => setAsking(true)}>
        {t("delete.open")}
      </Button>
      {asking ? (
        <ConfirmDialog
          open
          onOpenChange={setAsking}
          title={t("delete.title", { name })}
          body={t("delete.body")}
          confirm={t("delete.confirm")}
          tone="danger"
          onConfirm={confirm}
        />
      ) : null}
    </>
  );
}

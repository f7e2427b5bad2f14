"use client";
import { Trash2, UserCheck, UserX } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useGo } from "#components/hooks/use-go.ts";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { notify } from "#components/ui/notify.ts";
import { Detail } from "#features/list/detail.tsx";
import { ReadingPage } from "#features/list/list-page.tsx";
import { PersonState } from "#features/people/people-columns.tsx";
import type { Person } from "#features/people/people-params.ts";
import { PersonForm } from "#features/people/person-form.tsx";
import { useRoles } from "#features/people/use-roles.ts";
import { OnlyFor } from "#features/shell/only-for.tsx";
import { FormSkeleton } from "#features/shell/page-skeletons.tsx";
import { trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";
import { useLive } from "#features/trpc/live.ts";
import { useMe } from "#features/trpc/use-me.ts";

const BACK = "/settings/people";

export function PersonScreen({ id }: { id: string }) {
  const t = useTranslations("people");
  const utils = trpc.useUtils();
  const query = trpc.users.get.useQuery({ id });
  useLive((events) => {
    if (events.some((event) => event.subjectId === id)) void utils.users.get.invalidate({ id });
  });
  return (
    <Detail
      query={query}
      what="person"
      back={{ href: BACK, label: t("title") }}
      skeleton={<FormSkeleton back={t("title")} title="" parts={2} />}
    >
      {(person) => <Body person={person} />}
    </Detail>
  );
}

function Body({ person }: { person: Person }) {
  const t = useTranslations("people");
  const { me, can } = useMe();
  const { named } = useRoles();
  const mayWrite = can("users:write");
  const isMe = me?.id === person.id;
  return (
    <ReadingPage>
      <PageHeader
        back={
          <Link href={BACK} className="hover:text-ink">
            {t("title")}
          </Link>
        }
        title={person.name}
        marks={<PersonState active={person.active} />}
        meta={`${person.email} · ${named(person)}`}
        actions={mayWrite ? isMe ? null : <Actions person={person} /> : <OnlyFor scope="users:write" what="people" />}
      />
      <div className="max-w-5xl px-4 md:px-6">
        {mayWrite ? <PersonForm key={person.version} person={person} /> : null}
      </div>
    </ReadingPage>
  );
}

function Actions({ person: { id, name, active, version } }: { person: Person }) {
  const t = useTranslations("people");
  const go = useGo();
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const [asking, setAsking] = useState<"deactivate" | "delete" | null>(null);
  const onSuccess = () => void utils.users.invalidate();
  const update = trpc.users.update.useMutation({ onSuccess });
  const remove = trpc.users.delete.useMutation({ onSuccess: () => void utils.users.list.invalidate() });
  const confirm = async () => {
    const [done, failed] = asking === "delete" ? (["deleted", "notDeleted"] as const) : (["off", "notOff"] as const);
    try {
      if (asking === "delete") await remove.mutateAsync({ id, ifVersion: version });
      else await update.mutateAsync({ id, active: false, ifVersion: version });
    } catch (error) {
      reportFailure(t(`told.${failed}`), error);
      throw error;
    }
    notify.done(t(`told.${done}`, { name }));
    if (asking === "delete") go(BACK);
  };
  const activate = () =>
    update.mutate(
      { id, active: true, ifVersion: version },
      {
        onSuccess: () => notify.done(t("told.on", { name })),
        onError: (error) => reportFailure(t("told.notOn"), error),
      },
    );
  return (
    <>
      {active ? (
        <Button icon={<UserX />} onClick={() => setAsking("deactivate")}>
          {t("deactivate.open")}
        </Button>
      ) : (
        <Button icon={<UserCheck />} busy={update.isPending} onClick={activate}>
          {t("activate")}
        </Button>
      )}
      <Button variant="danger-ghost" icon={<Trash2 />} onClick={() => setAsking("delete")}>
        {t("delete.open")}
      </Button>
      {asking === null ? null : (
        <ConfirmDialog
          open
          onOpenChange={(open) => (open ? undefined : setAsking(null))}
          title={t(`${asking}.title`, { name })}
          body={t(`${asking}.body`)}
          confirm={t(`${asking}.confirm`)}
          tone="danger"
          onConfirm={confirm}
        />
      )}
    </>
  );
}

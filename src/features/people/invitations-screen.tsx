"use client";
import { MailPlus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { RelativeTime } from "#components/format/time.tsx";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { notify } from "#components/ui/notify.ts";
import { useCreateAction } from "#features/list/create-action.tsx";
import { ReadingPage } from "#features/list/list-page.tsx";
import { InvitationLink } from "#features/people/invitation-link.tsx";
import type { Invitation, SentInvitation } from "#features/people/people-params.ts";
import { useRoles } from "#features/people/use-roles.ts";
import { SettingsHeader } from "#features/settings/settings-header.tsx";
import { SettingsSkeleton } from "#features/settings/settings-skeleton.tsx";
import { trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";
import { useLive } from "#features/trpc/live.ts";
import { QueryError } from "#features/trpc/query-error.tsx";
import { useMe } from "#features/trpc/use-me.ts";

export function InvitationsScreen() {
  const t = useTranslations("people");
  const utils = trpc.useUtils();
  const { can } = useMe();
  const query = trpc.invitations.list.useQuery({});
  useLive((events) => {
    if (events.some(({ subjectType }) => subjectType === "invitation")) void utils.invitations.list.invalidate();
  });
  const invite = useCreateAction({
    href: "/settings/people/invite",
    label: t("invite"),
    scope: "users:write",
    what: "people",
  });
  const { data, isError, error } = query;
  if (isError && data === undefined) return <QueryError error={error} onRetry={() => void query.refetch()} asPage />;
  if (data === undefined) return <SettingsSkeleton parts={2} />;
  return (
    <ReadingPage>
      <SettingsHeader can={can} actions={invite.button} />
      {data.data.length === 0 ? (
        <EmptyState
          icon={<MailPlus />}
          title={t("invitations.empty")}
          body={t("invitations.emptyBody")}
          actions={invite.inEmpty}
        />
      ) : (
        <ul aria-label={t("invitations.title")} className="grid max-w-5xl divide-y px-4 md:px-6">
          {data.data.map((invitation) => (
            <Row key={invitation.id} invitation={invitation} mayWrite={can("users:write")} />
          ))}
        </ul>
      )}
    </ReadingPage>
  );
}

function Row({ invitation, mayWrite }: { invitation: Invitation; mayWrite: boolean }) {
  const t = useTranslations("people.invitations");
  const { named } = useRoles();
  const { name, email, state, expiresAt, invitedBy } = invitation;
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-2 py-3 first:pt-0">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-x-2 text-sm font-medium [overflow-wrap:anywhere]">
          {name} <span className="font-normal text-ink-3">{email}</span>
          {state === "expired" ? <Badge tone="amber">{t("expired")}</Badge> : null}
        </p>
        <p className="text-sm text-ink-2">
          {named(invitation)} · {t("by", { name: invitedBy })} ·{" "}
          {t.rich(state === "expired" ? "expiredAt" : "expires", { at: () => <RelativeTime at={expiresAt} /> })}
        </p>
      </div>
      {mayWrite ? <RowActions invitation={invitation} /> : null}
    </li>
  );
}

function RowActions({ invitation: { id, name } }: { invitation: Invitation }) {
  const t = useTranslations("people.invitations");
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const [sent, setSent] = useState<SentInvitation | null>(null);
  const [asking, setAsking] = useState(false);
  const onSettled = () => void utils.invitations.list.invalidate();
  const resend = trpc.invitations.resend.useMutation({
    onSuccess: setSent,
    onError: (error) => reportFailure(t("notResent"), error),
    onSettled,
  });
  const revoke = trpc.invitations.revoke.useMutation({ onSettled });
  const confirm = async () => {
    try {
      await revoke.mutateAsync({ id });
    } catch (error) {
      reportFailure(t("notRevoked"), error);
      throw error;
    }
    notify.done(t("revoked", { name }));
  };
  return (
    <div className="flex gap-2">
      <Button busy={resend.isPending} aria-label={t("resendOf", { name })} onClick={() => resend.mutate({ id })}>
        {t("resend")}
      </Button>
      <Button variant="danger-ghost" aria-label={t("revokeOf", { name })} onClick={() => setAsking(true)}>
        {t("revoke")}
      </Button>
      {sent ? (
        <Dialog open onOpenChange={() => setSent(null)} title={t("resent", { name })}>
          <InvitationLink of={sent} />
        </Dialog>
      ) : null}
      {asking ? (
        <ConfirmDialog
          open
          onOpenChange={setAsking}
          title={t("revokeTitle", { name })}
          body={t("revokeBody")}
          confirm={t("revokeConfirm")}
          tone="danger"
          onConfirm={confirm}
        />
      ) : null}
    </div>
  );
}

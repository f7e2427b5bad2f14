"use client";
import { MonitorSmartphone } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { RelativeTime } from "#components/format/time.tsx";
import { FormSection } from "#components/patterns/form-layout.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { notify } from "#components/ui/notify.ts";
import { type Outputs, trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";

type Session = Outputs["sessions"]["list"]["data"][number];

/** Where one is signed in. */
export function DevicesSection({ sessions }: { sessions: readonly Session[] }) {
  const t = useTranslations("account.devices");
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const [asking, setAsking] = useState(false);
  const onError = (error: unknown) => reportFailure(t("notRevoked"), error);
  const revokeOthers = trpc.sessions.revokeOthers.useMutation({
    onSuccess: ({ ended }) => {
      void utils.sessions.list.invalidate();
      notify.done(t("othersDone", { count: ended }));
    },
    onError,
  });
  const isAlone = sessions.every(({ current }) => current);
  return (
    <FormSection title={t("title")} hint={t("body")}>
      <ul className="-my-3 divide-y">
        {sessions.map((session) => (
          <Device key={session.id} session={session} onError={onError} />
        ))}
      </ul>
      {isAlone ? (
        <p className="text-sm text-ink-3">{t("none")}</p>
      ) : (
        <Button variant="danger-ghost" className="justify-self-start" onClick={() => setAsking(true)}>
          {t("others")}
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("othersTitle")}
        body={t("othersBody")}
        confirm={t("others")}
        tone="danger"
        onConfirm={async () => void (await revokeOthers.mutateAsync({}))}
      />
    </FormSection>
  );
}

type DeviceProps = { session: Session; onError: (error: unknown) => void };

function Device({ session: { id, device, address, current, createdAt, lastSeenAt }, onError }: DeviceProps) {
  const t = useTranslations("account.devices");
  const utils = trpc.useUtils();
  const name = device ?? t("unknown");
  const revoke = trpc.sessions.revoke.useMutation({
    onSuccess: () => {
      void utils.sessions.list.invalidate();
      notify.done(t("revoked"));
    },
    onError,
  });
  return (
    <li className="flex items-center gap-3 py-3">
      <MonitorSmartphone className="size-5 shrink-0 text-ink-3" aria-hidden="true" />
      <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm font-medium">
          {name}
          {current ? <Badge tone="green">{t("current")}</Badge> : null}
        </p>
        <p className="text-sm text-ink-2">
          {t.rich(current ? "begun" : "seen", { t: () => <RelativeTime at={current ? createdAt : lastSeenAt} /> })}
          {address === null ? null : ` · ${t("from", { address })}`}
        </p>
      </div>
      {current ? null : (
        <Button
          size="sm"
          busy={revoke.isPending}
          aria-label={t("revokeNamed", { device: name })}
          onClick={() => revoke.mutate({ id })}
        >
          {t("revoke")}
        </Button>
      )}
    </li>
  );
}

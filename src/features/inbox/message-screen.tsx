"use client";
import { BellOff, BellRing, RotateCw } from "lucide-react";
import Link from "next/link";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { RelativeTime } from "#components/format/time.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { notify } from "#components/ui/notify.ts";
import { Detail } from "#features/list/detail.tsx";
import { ReadingPage } from "#features/list/list-page.tsx";
import { useRegisterCommands } from "#features/shell/commands.ts";
import { OnlyFor } from "#features/shell/only-for.tsx";
import { DetailSkeleton } from "#features/shell/page-skeletons.tsx";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { SourceConflict } from "#features/sources/source-conflict.tsx";
import { trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";
import type { MessageDetail } from "./inbox-params.ts";
import { MessageCame } from "./message-came.tsx";
import { MessageMade } from "./message-made.tsx";
import { MessageStateMark } from "./message-marks.tsx";
import { type Mend, useMend } from "./use-mend.ts";
import { useMessage } from "./use-message.ts";

export function MessageScreen({ id }: { id: string }) {
  const t = useTranslations("inbox");
  const query = useMessage(id);
  return (
    <Detail
      query={query}
      what="message"
      back={{ href: "/inbox", label: t("title") }}
      skeleton={<DetailSkeleton back={t("title")} layout="halves" />}
    >
      {(message) => <MessageBody message={message} />}
    </Detail>
  );
}

function MessageBody({ message }: { message: MessageDetail }) {
  const t = useTranslations("inbox");
  const mend = useMend(message);
  useShortcut(
    { keys: "mod+enter", label: t("message.saveAndRun"), group: "page", run: mend.saveAndRun },
    mend.dirty && !mend.busy,
  );
  return (
    <ReadingPage>
      <PageHeader
        back={
          <Link href="/inbox" className="hover:text-ink">
            {t("title")}
          </Link>
        }
        title={<span className="break-all">{message.type}</span>}
        marks={
          <>
            <MessageStateMark state={message.state} />
            {message.mutedAt ? (
              <Badge>
                <BellOff aria-hidden="true" />
                {t("muted")}
              </Badge>
            ) : null}
          </>
        }
        meta={<Meta message={message} />}
        actions={
          mend.mayWrite ? <Actions message={message} mend={mend} /> : <OnlyFor scope="webhooks:write" what="messages" />
        }
      />
      <div className="grid gap-x-10 px-4 md:px-6 lg:grid-cols-2 [&>*]:min-w-0">
        <div className="lg:sticky lg:top-14 lg:self-start">
          <MessageCame message={message} />
        </div>
        <div>
          <MessageMade message={message} mend={mend} />
        </div>
      </div>
      <SourceConflict saving={mend.saving} />
    </ReadingPage>
  );
}

function Meta({ message }: { message: MessageDetail }) {
  const t = useTranslations("inbox.message");
  const { source, externalId, bytes, attempts, receivedAt } = message;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
      <span>
        {t.rich("from", {
          name: source.name,
          source: (name) => (
            <Link href={`/inbox?source=${source.id}`} className="underline underline-offset-2 hover:text-ink">
              {name}
            </Link>
          ),
        })}
      </span>
      <span className="flex min-w-0 items-center gap-1">
        <span className="font-mono text-xs break-all">{externalId}</span>
        <CopyButton value={externalId} label={t("copyId")} />
      </span>
      <RelativeTime at={receivedAt} />
      <span className="tnum">{t("bytes", { bytes })}</span>
      <span className="tnum">{t("attempts", { count: attempts })}</span>
    </span>
  );
}

function Actions({ message, mend }: { message: MessageDetail; mend: Mend }) {
  const t = useTranslations("inbox");
  const setMuted = useMute(message);
  const muted = message.mutedAt !== null;
  const mayRun = message.state === "failed" || message.state === "ignored";
  useShortcut({ keys: "r", label: t("retry"), group: "page", run: mend.run }, mayRun && !mend.dirty && !mend.busy);
  useShortcut(
    { keys: "m", label: t(muted ? "unmute" : "mute"), group: "page", run: () => void setMuted(!muted) },
    message.state === "failed",
  );
  useRegisterCommands(
    useMemo(
      () =>
        mayRun ? [{ id: "message-run", label: t("message.runAgain"), icon: RotateCw, keys: "r", run: mend.run }] : [],
      // oxlint-disable-next-line react/exhaustive-deps -- `run` acts on this message in every render
      [mayRun, t],
    ),
  );
  return (
    <>
      {message.state === "failed" ? (
        <Button icon={muted ? <BellRing /> : <BellOff />} keys="m" onClick={() => void setMuted(!muted)}>
          {t(muted ? "unmute" : "mute")}
        </Button>
      ) : null}
      {mayRun && !mend.dirty ? (
        <Button variant="primary" icon={<RotateCw />} keys="r" busy={mend.busy} onClick={mend.run}>
          {t("message.runAgain")}
        </Button>
      ) : null}
    </>
  );
}

/** Dismisses or restores the message as an optimistic update, with undo. */
function useMute({ id }: MessageDetail) {
  const t = useTranslations();
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const mute = trpc.inbound.mute.useMutation();
  const setMuted = async (muted: boolean, undoing = false): Promise<void> => {
    const show = (mutedAt: string | null) =>
      utils.inbound.getMessage.setData({ id }, (known) => known && { ...known, mutedAt });
    show(muted ? new Date().toISOString() : null);
    try {
      await mute.mutateAsync({ id, muted });
      const undo = { label: t("ui.undo"), run: () => void setMuted(!muted, true) };
      notify.done(t(`inbox.message.${muted ? "mutedDone" : "unmutedDone"}`), undoing ? {} : { undo });
    } catch (error) {
      show(muted ? null : new Date().toISOString());
      reportFailure(t("inbox.message.notMuted"), error);
    }
    void utils.inbound.listMessages.invalidate();
    void utils.inbound.counts.invalidate();
  };
  return setMuted;
}

"use client";
import { RotateCw, Save } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { Alert } from "#components/patterns/alert.tsx";
import { Section } from "#components/patterns/section.tsx";
import { UnsavedBar } from "#components/patterns/unsaved-bar.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { AnnotatedJson } from "#features/mapping/annotated-json.tsx";
import { MappingEditor } from "#features/mapping/mapping-editor.tsx";
import { isMapped } from "#features/sources/source-params.ts";
import { failureOf } from "#features/trpc/failure.ts";
import { QueryError } from "#features/trpc/query-error.tsx";
import type { MessageDetail } from "./inbox-params.ts";
import { ResultLink } from "./message-marks.tsx";
import type { Mend } from "./use-mend.ts";
import { useRetryFailed } from "./use-retry-failed.ts";

type MadeProps = { message: MessageDetail; mend: Mend };

/** The result of a message, and the mapping behind it, editable in place. */
export function MessageMade({ message, mend }: MadeProps) {
  const t = useTranslations("inbox.message");
  const { kind, id } = message.source;
  const edits = isMapped(kind) && message.state !== "processed";
  return (
    <Section
      title={t("made")}
      actions={
        <Link
          href={`/integrations/sources/${id}`}
          className="text-sm text-ink-2 underline decoration-line-strong underline-offset-2 hover:text-ink"
        >
          {t("openSource")}
        </Link>
      }
    >
      <div className="grid gap-4">
        <Outcome message={message} mend={mend} />
        {edits ? <Mending message={message} mend={mend} /> : <Given message={message} />}
      </div>
    </Section>
  );
}

function Outcome({ message, mend }: MadeProps) {
  const t = useTranslations("inbox.message");
  const { state, error, result } = message;
  if (state === "received") return <Alert title={mend.ranHere ? t("runs") : t("waits")} />;
  if (result)
    return (
      <>
        <Alert
          tone="success"
          live={mend.ranHere}
          title={t.rich("madeResult", { link: () => <ResultLink result={result} /> })}
        />
        <Others message={message} mend={mend} />
      </>
    );
  if (!error) return null;
  const named = error.errors.filter(({ pointer }) => pointer !== undefined && pointer !== "");
  return (
    <Alert
      tone={state === "failed" ? "danger" : "info"}
      live={mend.ranHere}
      title={t(state === "failed" ? "failed" : "ignored")}
    >
      <p>{error.message}</p>
      {named.length > 1 ? (
        <ul className="mt-1 grid gap-0.5">
          {named.map(({ pointer, detail }, index) => (
            <li key={index}>
              <span className="font-mono text-xs">{pointer}</span> {detail}
            </li>
          ))}
        </ul>
      ) : null}
    </Alert>
  );
}

/** Messages with the same failure are often fixed together. */
function Others({ message, mend }: MadeProps) {
  const t = useTranslations("inbox.message");
  const retry = useRetryFailed();
  const failed = mend.query.data?.failed ?? 0;
  if (!mend.ranHere || failed === 0) return null;
  const { source } = message;
  return (
    <Alert
      tone="warning"
      title={t("others", { count: failed, source: source.name })}
      actions={
        <>
          <Link href={`/inbox?source=${source.id}&state=failed`} className={buttonClass("ghost", "sm")}>
            {t("seeOthers")}
          </Link>
          <Button size="sm" icon={<RotateCw />} busy={retry.busy} onClick={() => void retry.run(source)}>
            {t("runOthers")}
          </Button>
        </>
      }
    />
  );
}

function Mending({ message, mend }: MadeProps) {
  const t = useTranslations();
  const { query, draft, dirty } = mend;
  if (query.isError && !query.data) {
    if (failureOf(query.error).kind !== "not_found")
      return <QueryError error={query.error} onRetry={() => void query.refetch()} className="py-6" />;
    return (
      <>
        <Alert title={t("inbox.message.gone")} />
        <Given message={message} />
      </>
    );
  }
  if (!draft) return <Skeleton className="h-80" />;
  const lastRun = message.error ? { mapped: message.mapped, faults: message.error.errors } : undefined;
  return (
    <>
      {query.data?.kind === "queue" && draft.mapping === "" ? (
        <p className="text-sm text-ink-2">{t("inbox.message.queueWithout")}</p>
      ) : null}
      <MappingEditor
        value={draft}
        onValueChange={mend.change}
        sample={{ messageId: message.id }}
        readOnly={!mend.mayWrite}
        errors={mend.errors}
        lastRun={lastRun}
      />
      {dirty ? (
        <UnsavedBar label={t("ui.unsaved")}>
          <Button size="sm" variant="ghost" onClick={mend.discard}>
            {t("ui.discard")}
          </Button>
          <Button
            size="sm"
            variant="primary"
            icon={<Save />}
            keys="mod+enter"
            busy={mend.busy}
            onClick={mend.saveAndRun}
          >
            {t("inbox.message.saveAndRun")}
          </Button>
        </UnsavedBar>
      ) : null}
    </>
  );
}

/** The operation's input of the last run, with its validation errors. */
function Given({ message }: { message: MessageDetail }) {
  const t = useTranslations("inbox.message");
  const { mapped, operation, error, state, source } = message;
  return (
    <>
      {!isMapped(source.kind) && state === "failed" ? <p className="text-sm text-ink-2">{t("knows")}</p> : null}
      {mapped === null || mapped === undefined ? null : (
        <div className="grid gap-2">
          <h3 className="flex items-baseline gap-2 text-sm font-medium">
            {t("sent")}
            {operation ? <span className="font-mono text-xs font-normal text-ink-3">{operation}</span> : null}
          </h3>
          <AnnotatedJson label={t("sent")} value={mapped} faults={error?.errors ?? []} className="max-h-[70dvh]" />
        </div>
      )}
    </>
  );
}

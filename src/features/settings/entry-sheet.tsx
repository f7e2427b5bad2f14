"use client";
import { useTranslations } from "use-intl";
import { DateTime } from "#components/format/time.tsx";
import { Description, DescriptionList } from "#components/patterns/section.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type { Change, Entry } from "./audit-params.ts";
import { useEntryWords } from "./audit-words.ts";

type EntrySheetProps = { entry: Entry; onClose: () => void; onSubject: (id: string) => void };

/** One entry: who, from where, and the values before and after. */
export function EntrySheet({ entry, onClose, onSubject }: EntrySheetProps) {
  const t = useTranslations("audit");
  const { transport } = useEntryWords();
  return (
    <Sheet
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={<span className="font-mono text-base">{entry.type}</span>}
      description={<DateTime at={entry.at} />}
    >
      <div className="grid gap-5">
        <DescriptionList>
          <Description term={t("field.who")}>
            {entry.actor.name} <span className="text-ink-2">· {t(`actor.${entry.actor.type}`)}</span>
          </Description>
          <Description term={t("field.transport")}>{transport(entry.transport)}</Description>
          <Description term={t("field.address")}>{entry.address ?? t("noAddress")}</Description>
          <Description term={t("field.subject")}>
            <button
              type="button"
              className="font-mono text-xs break-all text-accent underline-offset-2 hover:underline"
              onClick={() => onSubject(entry.subjectId)}
            >
              {entry.subjectId}
            </button>
          </Description>
          <Description term={t("field.request")}>
            <span className="flex items-center gap-1">
              <span className="font-mono text-xs break-all">{entry.requestId}</span>
              <CopyButton value={entry.requestId} />
            </span>
          </Description>
        </DescriptionList>
        <section className="grid gap-2" aria-labelledby="audit-changes">
          <h3 id="audit-changes" className="text-sm font-medium">
            {t("field.changes")}
          </h3>
          {entry.changes.length === 0 ? <p className="text-sm text-ink-2">{t("noChanges")}</p> : null}
          <ul className="grid gap-2">
            {entry.changes.map((change) => (
              <ChangeItem key={change.field} change={change} />
            ))}
          </ul>
        </section>
      </div>
    </Sheet>
  );
}

function ChangeItem({ change }: { change: Change }) {
  const t = useTranslations("audit");
  return (
    <li className="grid gap-1 rounded-md border p-2.5">
      <span className="text-xs font-medium text-ink-2">{change.field}</span>
      <dl className="grid grid-cols-[4.5rem_1fr] gap-x-2 gap-y-1 text-sm">
        <dt className="text-ink-2">{t("before")}</dt>
        <dd className="min-w-0 break-words">
          <Value value={change.before} />
        </dd>
        <dt className="text-ink-2">{t("after")}</dt>
        <dd className="min-w-0 break-words">
          <Value value={change.after} />
        </dd>
      </dl>
    </li>
  );
}

/** As the server writes it for what is personal or secret. */
const REDACTED = "[redacted]";

function Value({ value }: { value: unknown }) {
  const t = useTranslations("audit");
  if (value === REDACTED) return <span className="text-ink-2 italic">{t("hidden")}</span>;
  if (value === null || value === undefined || value === "") return <span className="text-ink-2">–</span>;
  if (typeof value === "string") return value;
  return <span className="font-mono text-xs">{JSON.stringify(value, undefined, 1)}</span>;
}

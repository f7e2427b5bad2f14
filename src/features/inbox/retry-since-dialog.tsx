"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useNow } from "#components/format/use-now.ts";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { Select } from "#components/ui/select.tsx";
import { trpc } from "#features/trpc/client.ts";
import { type MessageCounts, totalOf } from "./inbox-params.ts";
import { useRetryFailed } from "./use-retry-failed.ts";

const spans = ["hour", "day", "week", "all"] as const;
type Span = (typeof spans)[number];
const hourMs = 3_600_000;
const spanMs: Record<Span, number | null> = { hour: hourMs, day: 24 * hourMs, week: 168 * hourMs, all: null };

type RetrySinceDialogProps = { source: string | null; counts: MessageCounts; onClose: () => void };

/** Reruns a source's failed messages since a given time. */
export function RetrySinceDialog({ source, counts, onClose }: RetrySinceDialogProps) {
  const t = useTranslations();
  const now = useNow();
  const retry = useRetryFailed();
  const sources = trpc.inbound.listSources.useQuery({}).data?.data ?? [];
  const worst = counts.toSorted((a, b) => b.failed - a.failed)[0]?.sourceId;
  const [id, setId] = useState(source ?? worst);
  const [span, setSpan] = useState<Span>("day");
  const chosen = sources.find((one) => one.id === id) ?? sources[0];
  const failed = chosen ? totalOf(counts, chosen.id).failed : 0;
  const run = async () => {
    if (!chosen) return;
    const ms = spanMs[span];
    await retry.run(chosen, ms === null ? undefined : new Date(now - ms).toISOString());
    onClose();
  };
  return (
    <FormDialog
      title={t("inbox.retrySince")}
      description={t("inbox.retrySinceBody")}
      submit={t("inbox.retrySinceConfirm")}
      busy={retry.busy}
      disabled={failed === 0}
      onSubmit={() => void run()}
      onClose={onClose}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("inbox.field.source")} hint={t("inbox.failedOf", { count: failed })}>
          <Select
            value={chosen?.id}
            onValueChange={setId}
            options={sources.map((one) => ({ value: one.id, label: one.name }))}
          />
        </Field>
        <Field label={t("inbox.field.received")}>
          <Select
            value={span}
            onValueChange={setSpan}
            options={spans.map((value) => ({ value, label: t(`inbox.span.${value}`) }))}
          />
        </Field>
      </div>
    </FormDialog>
  );
}

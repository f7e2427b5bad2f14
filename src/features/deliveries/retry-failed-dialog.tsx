"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useNow } from "#components/format/use-now.ts";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { notify } from "#components/ui/notify.ts";
import { Select } from "#components/ui/select.tsx";
import { endpointChoices, shortUrl, stopOf } from "#features/deliveries/delivery-params.ts";
import { trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";

const hourMs = 3_600_000;
const spans = { hour: hourMs, day: 24 * hourMs, week: 7 * 24 * hourMs, all: null } as const;
type Span = keyof typeof spans;
const spanNames = ["hour", "day", "week", "all"] as const;
const everyone = "all";

const sumOf = (counts: readonly { count: number }[]) => counts.reduce((sum, { count }) => sum + count, 0);

type RetryFailedDialogProps = { endpointId: string | null; onClose: () => void };

/** Retries failed deliveries: of one endpoint, or of all with failures. */
export function RetryFailedDialog({ endpointId, onClose }: RetryFailedDialogProps) {
  const t = useTranslations();
  const now = useNow();
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const endpoints = trpc.webhooks.listEndpoints.useQuery(endpointChoices).data?.data ?? [];
  const retry = trpc.webhooks.retryFailed.useMutation();
  const [chosen, setChosen] = useState(endpointId ?? everyone);
  const [span, setSpan] = useState<Span>("day");
  const [busy, setBusy] = useState(false);
  const able = endpoints.filter(({ id, failed }) => failed > 0 || id === endpointId);
  const wanted = chosen === everyone ? able : able.filter(({ id }) => id === chosen);
  const failed = wanted.reduce((sum, endpoint) => sum + endpoint.failed, 0);
  const stop = stopOf(endpoints, chosen);

  const run = async () => {
    const length = spans[span];
    const since = length === null ? {} : { since: new Date(now - length).toISOString() };
    setBusy(true);
    try {
      const counts = await Promise.all(wanted.map(({ id }) => retry.mutateAsync({ id, ...since })));
      const waiting = sumOf(counts.filter(({ waitingFor }) => waitingFor !== null));
      const count = sumOf(counts) - waiting;
      const words = waiting === 0 ? "done" : count === 0 ? "waits" : "doneAndWaits";
      notify.done(t(`deliveries.retryFailed.${words}`, { count: words === "waits" ? waiting : count, waiting }));
      onClose();
    } catch (error) {
      reportFailure(t("deliveries.retryFailed.notDone"), error);
    } finally {
      setBusy(false);
      void utils.webhooks.invalidate();
    }
  };
  return (
    <FormDialog
      title={t("deliveries.retryFailed.open")}
      description={t("deliveries.retryFailed.body")}
      size="sm"
      submit={t("deliveries.retryFailed.confirm")}
      busy={busy}
      disabled={failed === 0}
      onSubmit={() => void run()}
      onClose={onClose}
    >
      <Field label={t("deliveries.field.endpoint")}>
        <Select
          value={chosen}
          onValueChange={setChosen}
          options={[
            { value: everyone, label: t("deliveries.retryFailed.everyone") },
            ...endpoints.map(({ id, url, description }) => ({ value: id, label: description || shortUrl(url) })),
          ]}
        />
      </Field>
      <Field label={t("deliveries.retryFailed.since")}>
        <Select
          value={span}
          onValueChange={setSpan}
          options={spanNames.map((value) => ({ value, label: t(`deliveries.retryFailed.span.${value}`) }))}
        />
      </Field>
      <p className="rounded-md bg-sunken px-3 py-2 text-sm text-ink-2" role="status">
        {t("deliveries.retryFailed.count", { count: failed })} {stop ? t(`deliveries.stoppedHint.${stop}`) : null}
      </p>
    </FormDialog>
  );
}

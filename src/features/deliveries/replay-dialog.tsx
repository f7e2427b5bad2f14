"use client";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { useNow } from "#components/format/use-now.ts";
import { FieldRow } from "#components/patterns/form-layout.tsx";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { Input } from "#components/ui/input.tsx";
import { notify } from "#components/ui/notify.ts";
import { Select } from "#components/ui/select.tsx";
import { endpointChoices, shortUrl, stopOf } from "#features/deliveries/delivery-params.ts";
import { fieldOf, instantIn } from "#features/deliveries/instant-field.ts";
import { useSettled } from "#features/list/use-settled.ts";
import { trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";
import { EventTypesField } from "#features/webhooks/event-types-field.tsx";

const hourMs = 3_600_000;

type ReplayDialogProps = { endpointId: string | null; onClose: () => void };

/** Replays the events of a period, after showing their number. */
export function ReplayDialog({ endpointId, onClose }: ReplayDialogProps) {
  const t = useTranslations();
  const form = useReplay(endpointId, onClose);
  const { endpoints, chosen, range, count } = form;
  return (
    <FormDialog
      title={t("deliveries.replay.open")}
      description={t("deliveries.replay.body")}
      submit={t("deliveries.replay.confirm", { count: count ?? 0 })}
      busy={form.busy}
      disabled={count === undefined || count === 0}
      onSubmit={form.run}
      onClose={onClose}
    >
      <Field label={t("deliveries.field.endpoint")}>
        <Select
          value={chosen}
          onValueChange={form.setChosen}
          placeholder={t("deliveries.replay.choose")}
          options={endpoints.map(({ id, url, description }) => ({ value: id, label: description || shortUrl(url) }))}
        />
      </Field>
      <FieldRow>
        <Field label={t("ui.from")} error={range.wrong ? t("deliveries.replay.wrongTime") : undefined}>
          <Input type="datetime-local" value={form.from} onChange={(event) => form.setFrom(event.target.value)} />
        </Field>
        <Field label={t("ui.to")} hint={t("deliveries.replay.toHint")} optional>
          <Input type="datetime-local" value={form.to} onChange={(event) => form.setTo(event.target.value)} />
        </Field>
      </FieldRow>
      <EventTypesField
        label={t("deliveries.replay.types")}
        hint={t("deliveries.replay.typesHint")}
        value={form.types}
        onValueChange={form.setTypes}
      />
      <p className="rounded-md bg-sunken px-3 py-2 text-sm text-ink-2" role="status">
        {count === undefined ? t("deliveries.replay.counting") : t("deliveries.replay.count", { count })}{" "}
        {form.stop ? t(`deliveries.stoppedHint.${form.stop}`) : null}
      </p>
    </FormDialog>
  );
}

function useReplay(endpointId: string | null, onClose: () => void) {
  const t = useTranslations("deliveries.replay");
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const { timeZone } = useFormatSettings();
  const now = useNow();
  const endpoints = trpc.webhooks.listEndpoints.useQuery(endpointChoices).data?.data ?? [];
  const [chosen, setChosen] = useState(endpointId ?? undefined);
  const [from, setFrom] = useState(() => fieldOf(now - hourMs, timeZone));
  const [to, setTo] = useState("");
  const [types, setTypes] = useState<readonly string[]>(["*"]);
  const start = instantIn(from, timeZone);
  const end = instantIn(to, timeZone);
  const wrong = start === null || (end !== null && end <= start);
  const asked = {
    id: chosen ?? "",
    from: start ?? "",
    ...(end ? { to: end } : {}),
    ...(types.includes("*") ? {} : { types: [...types] }),
  };
  const [settled] = useSettled(JSON.stringify(asked), 300);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it was written one line above
  const input = JSON.parse(settled) as typeof asked;
  const able = chosen !== undefined && !wrong && types.length > 0;
  const counted = trpc.webhooks.countReplay.useQuery(input, { enabled: able, placeholderData: keepPreviousData });
  const replay = trpc.webhooks.replayEvents.useMutation({
    onSuccess: ({ count, waitingFor }) => {
      void utils.webhooks.invalidate();
      notify.done(t(waitingFor !== null && count > 0 ? "waits" : "done", { count }));
      onClose();
    },
    onError: (error) => reportFailure(t("notDone"), error),
  });
  return {
    endpoints,
    chosen,
    setChosen,
    from,
    setFrom,
    to,
    setTo,
    types,
    setTypes,
    range: { wrong },
    count: able && settled === JSON.stringify(asked) && !counted.isPlaceholderData ? counted.data?.count : undefined,
    stop: stopOf(endpoints, chosen),
    busy: replay.isPending,
    run: () => replay.mutate(asked),
  };
}

"use client";
import dynamic from "next/dynamic";
import { type ReactNode, useMemo, useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { FormLayout } from "#components/patterns/form-layout.tsx";
import { Button } from "#components/ui/button.tsx";
import { notify } from "#components/ui/notify.ts";
import type { FieldValue } from "#features/conflict/three-way.ts";
import { useVersionedSave } from "#features/conflict/use-versioned-save.ts";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { trpc } from "#features/trpc/client.ts";
import { failureOf, useReportFailure } from "#features/trpc/failure.ts";
import { showFaults } from "#features/trpc/show-faults.ts";
import { EndpointFields } from "#features/webhooks/endpoint-fields.tsx";
import { faultFields, type EndpointForm, fieldsOf, formOf, updateOf } from "#features/webhooks/endpoint-form.ts";
import type { Endpoint, EndpointSettings } from "#features/webhooks/endpoint-params.ts";

const ConflictDialog = dynamic(
  () => import("#features/conflict/conflict-dialog.tsx").then((module) => module.ConflictDialog),
  { ssr: false },
);

const settingsOf = (endpoint: EndpointSettings) => fieldsOf(formOf(endpoint), endpoint.headerNames.length > 0);

/** The settings of an endpoint; concurrent edits show their conflicts. */
export function EndpointSettingsForm({ endpoint }: { endpoint: Endpoint }) {
  const t = useTranslations();
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const { id } = endpoint;
  /** The version at the start of the edit. Until then remote changes are applied. */
  const [base, setBase] = useState<EndpointSettings>(endpoint);
  const form = useForm<EndpointForm>({ values: useMemo(() => formOf(base), [base]) });
  const { isDirty } = form.formState;
  if (!isDirty && endpoint.version > base.version) setBase(endpoint);
  const update = trpc.webhooks.updateEndpoint.useMutation();
  const saving = useVersionedSave<EndpointSettings>({
    toFields: settingsOf,
    read: () => utils.client.webhooks.getEndpoint.query({ id }),
    write: (now, fields, changed) => update.mutateAsync(updateOf(now, fields, changed)),
    onSaved: (saved, joined) => {
      utils.webhooks.getEndpoint.setData({ id }, (known) => known && { ...known, ...saved });
      void utils.webhooks.listEndpoints.invalidate();
      form.reset(formOf(saved));
      setBase(saved);
      notify.done(t(joined ? "webhooks.savedJoined" : "webhooks.saved"));
    },
    onFailed: (error) => {
      if (!showFaults(form, failureOf(error).faults, faultFields)) reportFailure(t("webhooks.notSaved"), error);
    },
  });
  const submit = form.handleSubmit((values) => saving.save(base, fieldsOf(values, base.headerNames.length > 0)));
  useShortcut({ keys: "mod+enter", label: t("ui.save"), group: "page", run: () => void submit() }, isDirty);
  return (
    <>
      <FormLayout
        onSubmit={(event) => void submit(event)}
        actions={
          <>
            <Button variant="ghost" disabled={!isDirty} onClick={() => form.reset(formOf(base))}>
              {t("ui.discard")}
            </Button>
            <Button type="submit" variant="primary" busy={saving.saving} disabled={!isDirty} keys="mod+enter">
              {t("ui.save")}
            </Button>
          </>
        }
      >
        <EndpointFields form={form} keptHeaders={base.headerNames} />
      </FormLayout>
      <Conflict saving={saving} />
    </>
  );
}

const named = [
  "url",
  "description",
  "eventTypes",
  "channels",
  "payload",
  "ordered",
  "maxPerSecond",
  "maxConcurrent",
] as const;

function Conflict({ saving }: { saving: ReturnType<typeof useVersionedSave<EndpointSettings>> }) {
  const t = useTranslations("webhooks");
  const { conflict } = saving;
  if (!conflict) return null;
  const theirs = settingsOf(conflict.theirs);
  const labelOf = (key: string): string => {
    const name = named.find((one) => one === key);
    if (name) return t(`form.${name}`);
    return t(key === "headers" ? "headers.label" : "payload.shaping");
  };
  const show = (key: string, value: FieldValue | undefined): ReactNode => {
    if (key === "headers") return t(value === "" ? "headers.unchanged" : "headers.replaced");
    if (typeof value === "boolean") return t(value ? "facts.ordered" : "facts.unordered");
    return value === null || value === undefined || value === "" ? "–" : String(value);
  };
  return (
    <ConflictDialog
      differences={conflict.keys.map((key) => ({
        key,
        label: labelOf(key),
        mine: show(key, conflict.mine[key]),
        theirs: show(key, theirs[key]),
      }))}
      busy={saving.saving}
      onResolve={(choices) => void saving.resolve(choices)}
      onDismiss={saving.dismiss}
    />
  );
}

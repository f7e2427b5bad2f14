"use client";
import { useMemo, useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { FormLayout } from "#components/patterns/form-layout.tsx";
import { Button } from "#components/ui/button.tsx";
import { notify } from "#components/ui/notify.ts";
import { KeyFields } from "#features/api-keys/key-fields.tsx";
import { faultFields, formOf, type KeyForm, updateOf } from "#features/api-keys/key-form.ts";
import type { ApiKey } from "#features/api-keys/key-params.ts";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { trpc } from "#features/trpc/client.ts";
import { failureOf, isStale, useReportFailure } from "#features/trpc/failure.ts";
import { showFaults } from "#features/trpc/show-faults.ts";

export function KeySettings({ apiKey }: { apiKey: ApiKey }) {
  const t = useTranslations();
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  /** The version at the start of the edit; until then changes of others are applied, and rotations always. */
  const [base, setBase] = useState(apiKey);
  const form = useForm<KeyForm>({ values: useMemo(() => formOf(base), [base]) });
  const { isDirty } = form.formState;
  const isSame = JSON.stringify(formOf(apiKey)) === JSON.stringify(formOf(base));
  if (apiKey.version > base.version && (!isDirty || isSame)) setBase(apiKey);
  const update = trpc.apiKeys.update.useMutation({
    onSuccess: (saved) => {
      utils.apiKeys.get.setData({ id: saved.id }, saved);
      void utils.apiKeys.show.invalidate();
      form.reset(formOf(saved));
      setBase(saved);
      notify.done(t("apiKeys.saved"));
    },
    onError: (error) => {
      if (showFaults(form, failureOf(error).faults, faultFields)) return;
      reportFailure(t(isStale(error) ? "apiKeys.changedMeanwhile" : "apiKeys.notSaved"), error);
      if (isStale(error)) form.reset(formOf(apiKey));
      void utils.apiKeys.get.invalidate({ id: apiKey.id });
    },
  });
  const submit = form.handleSubmit((values) => update.mutate(updateOf(base, values)));
  useShortcut({ keys: "mod+enter", label: t("ui.save"), group: "page", run: () => void submit() }, isDirty);
  return (
    <FormLayout
      onSubmit={(event) => void submit(event)}
      actions={
        <>
          <Button variant="ghost" disabled={!isDirty} onClick={() => form.reset(formOf(base))}>
            {t("ui.discard")}
          </Button>
          <Button type="submit" variant="primary" busy={update.isPending} disabled={!isDirty} keys="mod+enter">
            {t("ui.save")}
          </Button>
        </>
      }
    >
      <KeyFields form={form} />
    </FormLayout>
  );
}

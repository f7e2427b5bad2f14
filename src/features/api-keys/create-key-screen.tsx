"use client";
import Link from "next/link";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { FormLayout } from "#components/patterns/form-layout.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { notify } from "#components/ui/notify.ts";
import { KeyFields } from "#features/api-keys/key-fields.tsx";
import { faultFields, createOf, emptyKey, type KeyForm } from "#features/api-keys/key-form.ts";
import type { KeyWithSecret } from "#features/api-keys/key-params.ts";
import { KeySecrets } from "#features/api-keys/key-secrets.tsx";
import { ReadingPage } from "#features/list/list-page.tsx";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { trpc } from "#features/trpc/client.ts";
import { failureOf, useReportFailure } from "#features/trpc/failure.ts";
import { showFaults } from "#features/trpc/show-faults.ts";

export function CreateKeyScreen() {
  const t = useTranslations("apiKeys");
  const [created, setCreated] = useState<KeyWithSecret | null>(null);
  return (
    <ReadingPage>
      <PageHeader
        back={
          <Link href="/integrations/keys" className="hover:text-ink">
            {t("title")}
          </Link>
        }
        title={t(created ? "ready.title" : "new")}
      />
      <div className="max-w-5xl px-4 md:px-6">
        {created ? (
          <div className="grid gap-5">
            <KeySecrets of={created} />
            <div className="flex justify-end border-t pt-4">
              <Link href={`/integrations/keys/${created.id}`} className={buttonClass("primary")}>
                {t("ready.done")}
              </Link>
            </div>
          </div>
        ) : (
          <CreateForm onCreated={setCreated} />
        )}
      </div>
    </ReadingPage>
  );
}

function CreateForm({ onCreated }: { onCreated: (key: KeyWithSecret) => void }) {
  const t = useTranslations();
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const form = useForm<KeyForm>({ defaultValues: emptyKey });
  const create = trpc.apiKeys.create.useMutation({
    onSuccess: (key) => {
      void utils.apiKeys.show.invalidate();
      notify.done(t("apiKeys.created"));
      onCreated(key);
      window.scrollTo({ top: 0 });
    },
    onError: (error) => {
      if (!showFaults(form, failureOf(error).faults, faultFields)) reportFailure(t("apiKeys.notCreated"), error);
    },
  });
  const submit = form.handleSubmit((values) => create.mutate(createOf(values)));
  useShortcut({ keys: "mod+enter", label: t("apiKeys.create"), group: "page", run: () => void submit() });
  return (
    <FormLayout
      onSubmit={(event) => void submit(event)}
      actions={
        <>
          <Link href="/integrations/keys" className={buttonClass("ghost")}>
            {t("ui.cancel")}
          </Link>
          <Button type="submit" variant="primary" busy={create.isPending} keys="mod+enter">
            {t("apiKeys.create")}
          </Button>
        </>
      }
    >
      <KeyFields form={form} creating />
    </FormLayout>
  );
}

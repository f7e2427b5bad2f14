"use client";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { FormLayout } from "#components/patterns/form-layout.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { notify } from "#components/ui/notify.ts";
import { ReadingPage } from "#features/list/list-page.tsx";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { type Outputs, trpc } from "#features/trpc/client.ts";
import { failureOf, useReportFailure } from "#features/trpc/failure.ts";
import { showFaults } from "#features/trpc/show-faults.ts";
import { EndpointFields } from "#features/webhooks/endpoint-fields.tsx";
import { faultFields, createOf, emptyEndpoint, type EndpointForm } from "#features/webhooks/endpoint-form.ts";

const EndpointReady = dynamic(
  () => import("#features/webhooks/endpoint-ready.tsx").then((module) => module.EndpointReady),
  { ssr: false },
);

export function CreateEndpointScreen() {
  const t = useTranslations();
  const [created, setCreated] = useState<Outputs["webhooks"]["createEndpoint"] | null>(null);
  return (
    <ReadingPage>
      <PageHeader
        back={
          <Link href="/integrations/webhooks" className="hover:text-ink">
            {t("webhooks.title")}
          </Link>
        }
        title={t(created ? "webhooks.ready.title" : "webhooks.new")}
      />
      <div className="max-w-5xl px-4 md:px-6">
        {created ? <EndpointReady endpoint={created} /> : <CreateForm onCreated={setCreated} />}
      </div>
    </ReadingPage>
  );
}

function CreateForm({ onCreated }: { onCreated: (endpoint: Outputs["webhooks"]["createEndpoint"]) => void }) {
  const t = useTranslations();
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const form = useForm<EndpointForm>({ defaultValues: emptyEndpoint });
  const create = trpc.webhooks.createEndpoint.useMutation({
    onSuccess: (endpoint) => {
      void utils.webhooks.listEndpoints.invalidate();
      notify.done(t("webhooks.created"));
      onCreated(endpoint);
      window.scrollTo({ top: 0 });
    },
    onError: (error) => {
      if (!showFaults(form, failureOf(error).faults, faultFields)) reportFailure(t("webhooks.notCreated"), error);
    },
  });
  const submit = form.handleSubmit((values) => create.mutate(createOf(values)));
  useShortcut({ keys: "mod+enter", label: t("webhooks.create"), group: "page", run: () => void submit() });
  return (
    <FormLayout
      onSubmit={(event) => void submit(event)}
      actions={
        <>
          <Link href="/integrations/webhooks" className={buttonClass("ghost")}>
            {t("ui.cancel")}
          </Link>
          <Button type="submit" variant="primary" busy={create.isPending} keys="mod+enter">
            {t("webhooks.create")}
          </Button>
        </>
      }
    >
      <EndpointFields form={form} creating />
    </FormLayout>
  );
}

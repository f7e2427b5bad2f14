"use client";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useGo } from "#components/hooks/use-go.ts";
import { FormLayout } from "#components/patterns/form-layout.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { notify } from "#components/ui/notify.ts";
import { ReadingPage } from "#features/list/list-page.tsx";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { codeOf } from "#features/sources/source-form.ts";
import { trpc } from "#features/trpc/client.ts";
import { failureOf, useReportFailure } from "#features/trpc/failure.ts";
import { type FieldErrors, HowFields, pointers, ToldFields, WhatFields, WhoFields } from "./partner-fields.tsx";
import { createOf, firstPartner } from "./partner-form.ts";
import { partnerHref } from "./reconciliation-params.ts";

/** The server's validation errors by field. */
export function errorsIn(error: unknown): FieldErrors {
  const found: FieldErrors = {};
  for (const { pointer, detail } of failureOf(error).faults) {
    const known = pointers.find((one) => one === pointer);
    if (known) found[known] ??= detail;
  }
  return found;
}

export function CreatePartnerScreen() {
  const t = useTranslations("reconciling");
  const cancel = useTranslations("ui")("cancel");
  const go = useGo();
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const [form, setForm] = useState(firstPartner);
  const [errors, setErrors] = useState<FieldErrors>({});
  const change = (part: Partial<typeof form>) => setForm((before) => ({ ...before, ...part }));
  const code = form.code ?? codeOf(form.name);
  const create = trpc.reconciliation.createPartner.useMutation({
    onSuccess: (partner) => {
      void utils.reconciliation.listPartners.invalidate();
      notify.done(t("form.created", { name: partner.name }));
      go(partnerHref(partner.id));
    },
    onError: (error) => {
      const found = errorsIn(error);
      setErrors(found);
      if (Object.keys(found).length === 0) reportFailure(t("form.notCreated"), error);
    },
  });
  const submit = () => {
    if (create.isPending) return;
    setErrors({});
    create.mutate(createOf(form, code));
  };
  useShortcut({ keys: "mod+enter", label: t("form.create"), group: "page", run: submit });
  return (
    <ReadingPage>
      <PageHeader
        back={
          <Link href="/reconciliation" className="hover:text-ink">
            {t("title")}
          </Link>
        }
        title={t("form.newTitle")}
      />
      <div className="max-w-5xl px-4 md:px-6">
        <FormLayout
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
          actions={
            <>
              <Link href="/reconciliation" className={buttonClass("ghost")}>
                {cancel}
              </Link>
              <Button type="submit" variant="primary" busy={create.isPending} keys="mod+enter">
                {t("form.create")}
              </Button>
            </>
          }
        >
          <WhoFields form={form} change={change} errors={errors} code={code} />
          <WhatFields form={form} change={change} errors={errors} fixed={false} />
          <HowFields form={form} change={change} errors={errors} hasAuthorization={false} />
          <ToldFields form={form} change={change} errors={errors} />
        </FormLayout>
      </div>
    </ReadingPage>
  );
}

"use client";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { FieldRow, FormLayout, FormSection } from "#components/patterns/form-layout.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { notify } from "#components/ui/notify.ts";
import { ReadingPage } from "#features/list/list-page.tsx";
import { MappingEditor } from "#features/mapping/mapping-editor.tsx";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { trpc } from "#features/trpc/client.ts";
import { failureOf, useReportFailure } from "#features/trpc/failure.ts";
import { KindPicker } from "./kind-picker.tsx";
import { codeFor, createOf, firstSource, type NewSource } from "./new-source.ts";
import { SampleField } from "./sample-field.tsx";
import { ShopFields } from "./shop-fields.tsx";
import { SourceGuide } from "./source-guide.tsx";
import { isMapped } from "./source-params.ts";
import { SourceReady } from "./source-ready.tsx";

const pointers = ["/name", "/code", "/secret", "/settings/channel", "/operation", "/mapping"] as const;
type Errors = Partial<Record<(typeof pointers)[number], string>>;

export function CreateSourceScreen({ origin }: { origin: string }) {
  const t = useTranslations();
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const [form, setForm] = useState(firstSource);
  const [errors, setErrors] = useState<Errors>({});
  const change = (part: Partial<NewSource>) => setForm((before) => ({ ...before, ...part }));
  const create = trpc.inbound.createSource.useMutation({
    onSuccess: (source) => {
      void utils.inbound.listSources.invalidate();
      notify.done(t("sources.created", { name: source.name }));
    },
    onError: (error) => {
      const found = errorsIn(error);
      setErrors(found);
      if (Object.keys(found).length === 0) reportFailure(t("sources.notCreated"), error);
    },
  });
  const submit = () => {
    if (create.isPending) return;
    setErrors({});
    create.mutate(createOf(form));
  };
  useShortcut({ keys: "mod+enter", label: t("sources.create"), group: "page", run: submit }, !create.isSuccess);
  if (create.data) return <SourceReady source={create.data} origin={origin} />;
  return (
    <ReadingPage>
      <PageHeader
        back={
          <Link href="/integrations/sources" className="hover:text-ink">
            {t("sources.title")}
          </Link>
        }
        title={t("sources.new")}
      />
      <div className="max-w-5xl px-4 md:px-6">
        <FormLayout
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
          actions={
            <>
              <Link href="/integrations/sources" className={buttonClass("ghost")}>
                {t("ui.cancel")}
              </Link>
              <Button type="submit" variant="primary" busy={create.isPending} keys="mod+enter">
                {t("sources.create")}
              </Button>
            </>
          }
        >
          <FormSection title={t("sources.who")} hint={t("sources.whoHint")}>
            <KindPicker value={form.kind} onValueChange={(kind) => change({ kind })} />
          </FormSection>
          <NameSection form={form} change={change} errors={errors} origin={origin} />
          <SecretSection form={form} change={change} errors={errors} />
          {isMapped(form.kind) ? (
            <FormSection title={t("sources.mapping")} hint={t("sources.mappingHint")}>
              <MappingEditor
                value={form.draft}
                onValueChange={(draft) => change({ draft })}
                sample={{ body: form.sample }}
                sampleField={<SampleField value={form.sample} onValueChange={(sample) => change({ sample })} />}
                errors={{ operation: errors["/operation"], mapping: errors["/mapping"] }}
              />
            </FormSection>
          ) : null}
        </FormLayout>
      </div>
    </ReadingPage>
  );
}

function errorsIn(error: unknown): Errors {
  const { faults, code, message } = failureOf(error);
  const found: Errors = {};
  for (const { pointer, detail } of faults) {
    const known = pointers.find((one) => one === pointer);
    if (known) found[known] ??= detail;
  }
  return code?.startsWith("mapping.") ? { ...found, "/mapping": message } : found;
}

type PartProps = { form: NewSource; change: (part: Partial<NewSource>) => void; errors: Errors };

function NameSection({ form, change, errors, origin }: PartProps & { origin: string }) {
  const t = useTranslations("sources");
  const code = codeFor(form);
  return (
    <FormSection title={t("nameAndAddress")} hint={t("nameAndAddressHint")}>
      <FieldRow>
        <Field label={t("field.name")} error={errors["/name"]} required>
          <Input
            value={form.name}
            maxLength={120}
            placeholder={t(`namePlaceholder.${form.kind}`)}
            onChange={(event) => change({ name: event.target.value })}
          />
        </Field>
        <Field
          label={t("field.code")}
          hint={<span className="font-mono break-all">{`${origin}/api/webhooks/${code || "…"}`}</span>}
          error={errors["/code"]}
          required
        >
          <Input
            value={code}
            maxLength={40}
            spellCheck={false}
            autoCapitalize="off"
            className="font-mono"
            onChange={(event) => change({ code: event.target.value })}
          />
        </Field>
      </FieldRow>
      {form.kind === "shopify" ? (
        <ShopFields value={form} onValueChange={change} channelError={errors["/settings/channel"]} />
      ) : null}
    </FormSection>
  );
}

function SecretSection({ form, change, errors }: PartProps) {
  const t = useTranslations("sources");
  const made = form.kind === "standard";
  return (
    <FormSection
      title={made ? t("field.secret") : t(`guideTitle.${form.kind}`)}
      hint={made ? t("secretMadeHint") : t("guideHint")}
    >
      {made ? null : <SourceGuide kind={form.kind} />}
      <Field
        label={t(made ? "ownSecret" : "field.secret")}
        hint={t(`secretHint.${form.kind}`)}
        error={errors["/secret"]}
        optional
      >
        <Input
          value={form.secret}
          maxLength={512}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          className="font-mono"
          onChange={(event) => change({ secret: event.target.value })}
        />
      </Field>
    </FormSection>
  );
}

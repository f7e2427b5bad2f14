"use client";
import { Controller, type UseFormReturn } from "react-hook-form";
import { useTranslations } from "use-intl";
import { FieldRow, FormSection } from "#components/patterns/form-layout.tsx";
import { CheckboxField } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { QuantityInput } from "#components/ui/number-input.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { SwitchField } from "#components/ui/switch.tsx";
import { trpc } from "#features/trpc/client.ts";
import type { EndpointForm } from "#features/webhooks/endpoint-form.ts";
import { EventTypesField } from "#features/webhooks/event-types-field.tsx";
import { HeaderFields } from "#features/webhooks/header-fields.tsx";
import { PayloadFields } from "#features/webhooks/payload-fields.tsx";

type EndpointFieldsProps = {
  form: UseFormReturn<EndpointForm>;
  /** Names of headers whose values are stored. */
  keptHeaders?: readonly string[];
  /** The signature type cannot be changed later. */
  creating?: boolean;
};

const noHeaders: readonly string[] = [];

export function EndpointFields({ form, keptHeaders = noHeaders, creating = false }: EndpointFieldsProps) {
  const t = useTranslations("webhooks.form");
  const { errors } = form.formState;
  return (
    <>
      <FormSection title={t("where")} hint={t("whereHint")}>
        <Field label={t("url")} error={errors.url?.message} required>
          <Input
            type="url"
            inputMode="url"
            placeholder="https://example.com/webhooks"
            autoComplete="off"
            spellCheck={false}
            autoFocus={creating}
            {...form.register("url", { required: t("urlMissing") })}
          />
        </Field>
        <Field label={t("description")} hint={t("descriptionHint")} error={errors.description?.message} optional>
          <Input maxLength={500} autoComplete="off" {...form.register("description")} />
        </Field>
      </FormSection>
      <FormSection title={t("what")} hint={t("whatHint")}>
        <Controller
          control={form.control}
          name="eventTypes"
          rules={{ validate: (types) => types.length > 0 || t("typesMissing") }}
          render={({ field, fieldState }) => (
            <EventTypesField
              label={t("eventTypes")}
              value={field.value}
              onValueChange={field.onChange}
              error={fieldState.error?.message}
            />
          )}
        />
        <Channels form={form} />
      </FormSection>
      <FormSection title={t("payload")} hint={t("payloadHint")}>
        <PayloadFields form={form} />
      </FormSection>
      <FormSection title={t("pace")} hint={t("paceHint")}>
        <Pace form={form} />
      </FormSection>
      <FormSection title={t("security")} hint={t("securityHint")}>
        {creating ? <Signing form={form} /> : null}
        <HeaderFields form={form} kept={keptHeaders} />
      </FormSection>
    </>
  );
}

type PartProps = { form: UseFormReturn<EndpointForm> };

function Channels({ form }: PartProps) {
  const t = useTranslations("webhooks.form");
  const channels = trpc.channels.list.useQuery({}).data?.data ?? [];
  const chosen = form.watch("channels");
  if (channels.length < 2) return null;
  const toggle = (code: string) =>
    form.setValue("channels", chosen.includes(code) ? chosen.filter((other) => other !== code) : [...chosen, code], {
      shouldDirty: true,
    });
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 text-sm font-medium">{t("channels")}</legend>
      <div className="flex flex-wrap gap-x-5 gap-y-2">
        {channels.map(({ code, name }) => (
          <CheckboxField key={code} label={name} checked={chosen.includes(code)} onCheckedChange={() => toggle(code)} />
        ))}
      </div>
      <p className="text-xs text-ink-3">{t(chosen.length === 0 ? "channelsAll" : "channelsSome")}</p>
    </fieldset>
  );
}

function Pace({ form }: PartProps) {
  const t = useTranslations("webhooks.form");
  const { errors } = form.formState;
  return (
    <>
      <Controller
        control={form.control}
        name="ordered"
        render={({ field }) => (
          <SwitchField
            label={t("ordered")}
            hint={t("orderedHint")}
            checked={field.value}
            onCheckedChange={field.onChange}
          />
        )}
      />
      <FieldRow>
        <Field label={t("maxConcurrent")} hint={t("maxConcurrentHint")} error={errors.maxConcurrent?.message}>
          <Controller
            control={form.control}
            name="maxConcurrent"
            render={({ field }) => (
              <QuantityInput value={field.value} onValueChange={field.onChange} min={1} max={100} className="w-36" />
            )}
          />
        </Field>
        <Field label={t("maxPerSecond")} hint={t("maxPerSecondHint")} error={errors.maxPerSecond?.message} optional>
          <Input
            inputMode="numeric"
            className="w-36"
            {...form.register("maxPerSecond", { pattern: { value: /^\s*[1-9]\d{0,4}\s*$/, message: t("noNumber") } })}
          />
        </Field>
      </FieldRow>
    </>
  );
}

function Signing({ form }: PartProps) {
  const t = useTranslations("webhooks.form");
  return (
    <Controller
      control={form.control}
      name="signing"
      render={({ field }) => (
        <RadioGroup
          label={t("signing")}
          value={field.value}
          onValueChange={field.onChange}
          options={(["hmac", "ed25519"] as const).map((value) => ({
            value,
            label: t(`sign.${value}`),
            hint: t(`signHint.${value}`),
          }))}
        />
      )}
    />
  );
}

"use client";
import { useState } from "react";
import { Controller, type UseFormReturn } from "react-hook-form";
import { useTranslations } from "use-intl";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { type EndpointForm, pathsIn, shapings } from "#features/webhooks/endpoint-form.ts";
import { PayloadPreview, usePayloadPreview } from "#features/webhooks/payload-preview.tsx";

const payloads = ["full", "thin"] as const;

/** The payload, shown for a real event. */
export function PayloadFields({ form }: { form: UseFormReturn<EndpointForm> }) {
  const t = useTranslations("webhooks.payload");
  const [type, setType] = useState("order.placed");
  const { payload, shaping, fields, transform } = form.watch();
  const preview = usePayloadPreview({ payload, shaping, fields, transform }, type);
  const { errors } = form.formState;
  return (
    <>
      <div className="grid gap-1.5">
        <Controller
          control={form.control}
          name="payload"
          render={({ field }) => (
            <Segmented
              label={t("label")}
              value={field.value}
              onValueChange={field.onChange}
              segments={payloads.map((value) => ({ value, label: t(value) }))}
              className="w-fit"
            />
          )}
        />
        <p className="text-xs text-ink-3">{t(`${payload}Hint`)}</p>
      </div>
      <div className="grid gap-1.5">
        <span className="text-sm font-medium" aria-hidden="true">
          {t("shaping")}
        </span>
        <Controller
          control={form.control}
          name="shaping"
          render={({ field }) => (
            <Segmented
              label={t("shaping")}
              value={field.value}
              onValueChange={field.onChange}
              segments={shapings.map((value) => ({ value, label: t(`shape.${value}`) }))}
              className="w-fit"
            />
          )}
        />
      </div>
      {shaping === "jsonata" ? (
        <Field label={t("transform")} hint={t("transformHint")} error={errors.transform?.message}>
          <Textarea
            rows={5}
            spellCheck={false}
            autoCapitalize="off"
            maxLength={10_000}
            placeholder={'{ "order": data.number, "total": data.total, "currency": data.currency }'}
            className="scroll-thin font-mono text-xs leading-5"
            {...form.register("transform")}
          />
        </Field>
      ) : null}
      {shaping === "fields" ? (
        <FieldPicker form={form} event={preview.query.data?.event} thin={payload === "thin"} />
      ) : null}
      <PayloadPreview preview={preview} type={type} onTypeChange={setType} />
    </>
  );
}

type FieldPickerProps = { form: UseFormReturn<EndpointForm>; event: unknown; thin: boolean };

/** The fields of the displayed event; fields selected before stay even where this event lacks them. */
function FieldPicker({ form, event, thin }: FieldPickerProps) {
  const t = useTranslations("webhooks.payload");
  const chosen = form.watch("fields");
  const found = pathsIn(event).filter((path) => !thin || !path.startsWith("data."));
  const paths = [...new Set([...found, ...chosen])];
  const toggle = (path: string) =>
    form.setValue("fields", chosen.includes(path) ? chosen.filter((other) => other !== path) : [...chosen, path], {
      shouldDirty: true,
    });
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">{t("fields")}</legend>
      <div className="scroll-thin grid max-h-60 overflow-y-auto rounded-md border border-control bg-raised p-1 sm:grid-cols-2">
        {paths.map((path) => (
          <label
            key={path}
            className="flex min-h-7 cursor-pointer items-center gap-2.5 rounded-md px-2 font-mono text-xs hover:bg-hover coarse:min-h-10"
          >
            <Checkbox checked={chosen.includes(path)} onCheckedChange={() => toggle(path)} />
            <span className="min-w-0 truncate">{path}</span>
          </label>
        ))}
      </div>
      {form.formState.errors.fields?.message ? (
        <p className="mt-1.5 text-xs text-red-ink" role="alert">
          {form.formState.errors.fields.message}
        </p>
      ) : null}
    </fieldset>
  );
}

"use client";
import { useTranslations } from "use-intl";
import { FieldRow, FormSection } from "#components/patterns/form-layout.tsx";
import { CheckboxField } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { useNames } from "#features/orders/use-names.ts";
import { trpc } from "#features/trpc/client.ts";
import type { PartnerForm } from "./partner-form.ts";

export const pointers = ["/name", "/code", "/channel", "/location", "/url", "/authorization", "/endpointId"] as const;
export type FieldErrors = Partial<Record<(typeof pointers)[number], string>>;

type PartProps = {
  form: PartnerForm;
  change: (part: Partial<PartnerForm>) => void;
  errors: FieldErrors;
};

/** `code` and the compared kind are fixed after creation. */
export function WhoFields({ form, change, errors, code }: PartProps & { code: string | null }) {
  const t = useTranslations("reconciling");
  return (
    <FormSection title={t("form.who")} hint={t("form.whoHint")}>
      <FieldRow>
        <Field label={t("field.name")} error={errors["/name"]} required>
          <Input value={form.name} maxLength={120} onChange={(event) => change({ name: event.target.value })} />
        </Field>
        {code === null ? null : (
          <Field label={t("field.code")} hint={t("form.codeHint")} error={errors["/code"]} required>
            <Input
              value={code}
              maxLength={40}
              spellCheck={false}
              autoCapitalize="off"
              className="font-mono"
              onChange={(event) => change({ code: event.target.value })}
            />
          </Field>
        )}
      </FieldRow>
    </FormSection>
  );
}

export function WhatFields({ form, change, errors, fixed }: PartProps & { fixed: boolean }) {
  const t = useTranslations("reconciling");
  const { channels, locations } = useNames();
  return (
    <FormSection title={t("form.what")} hint={t("form.whatHint")}>
      {fixed ? null : (
        <RadioGroup
          label={t("form.what")}
          value={form.compares}
          onValueChange={(compares) => change({ compares })}
          options={[
            { value: "orders", label: t("compares.orders"), hint: t("form.ordersHint") },
            { value: "stock", label: t("compares.stock"), hint: t("form.stockHint") },
          ]}
        />
      )}
      {form.compares === "orders" ? (
        <Field label={t("field.channel")} error={errors["/channel"]} required className="sm:w-80">
          <NativeSelect value={form.channel} onChange={(event) => change({ channel: event.target.value })}>
            <option value="" />
            {channels.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </NativeSelect>
        </Field>
      ) : (
        <Field label={t("field.location")} error={errors["/location"]} className="sm:w-80">
          <NativeSelect value={form.location} onChange={(event) => change({ location: event.target.value })}>
            <option value="">{t("form.allLocations")}</option>
            {locations.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </NativeSelect>
        </Field>
      )}
    </FormSection>
  );
}

export function HowFields({ form, change, errors, hasAuthorization }: PartProps & { hasAuthorization: boolean }) {
  const t = useTranslations("reconciling");
  return (
    <FormSection title={t("form.how")} hint={t("form.howHint")}>
      <RadioGroup
        label={t("form.how")}
        value={form.fetched ? "fetched" : "posted"}
        onValueChange={(how) => change({ fetched: how === "fetched" })}
        options={[
          { value: "posted", label: t("posted"), hint: t("form.postedHint") },
          { value: "fetched", label: t("fetched"), hint: t("form.fetchedHint") },
        ]}
      />
      {form.fetched ? (
        <>
          <Field
            label={t("field.url")}
            hint={t("form.urlHint", { field: form.compares })}
            error={errors["/url"]}
            required
          >
            <Input
              type="url"
              value={form.url}
              maxLength={2000}
              placeholder="https://"
              spellCheck={false}
              onChange={(event) => change({ url: event.target.value })}
            />
          </Field>
          <Field
            label={t("field.authorization")}
            hint={t(hasAuthorization ? "form.authorizationKept" : "form.authorizationHint")}
            error={errors["/authorization"]}
            optional
          >
            <Input
              value={form.authorization}
              maxLength={2000}
              placeholder="Bearer …"
              autoComplete="off"
              spellCheck={false}
              disabled={form.forget}
              className="font-mono"
              onChange={(event) => change({ authorization: event.target.value })}
            />
          </Field>
          {hasAuthorization ? (
            <CheckboxField
              label={t("form.forget")}
              checked={form.forget}
              onCheckedChange={(forget) => change({ forget })}
            />
          ) : null}
        </>
      ) : null}
    </FormSection>
  );
}

export function ToldFields({ form, change, errors }: PartProps) {
  const t = useTranslations("reconciling");
  const endpoints = trpc.webhooks.listEndpoints.useQuery({ limit: 100 }).data?.data ?? [];
  return (
    <FormSection title={t("form.told")} hint={t("form.toldHint")}>
      <Field label={t("form.endpoint")} hint={t("form.endpointHint")} error={errors["/endpointId"]} optional>
        <NativeSelect value={form.endpointId} onChange={(event) => change({ endpointId: event.target.value })}>
          <option value="">{t("form.noEndpoint")}</option>
          {endpoints.map(({ id, description, url }) => (
            <option key={id} value={id}>
              {description ? `${description} – ${url}` : url}
            </option>
          ))}
        </NativeSelect>
      </Field>
    </FormSection>
  );
}

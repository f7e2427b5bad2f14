"use client";
import { useTranslations } from "use-intl";
import { FieldRow } from "#components/patterns/form-layout.tsx";
import { CheckboxField } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { Select } from "#components/ui/select.tsx";
import type { ImportPreset } from "#features/imports/import-params.ts";
import { trpc } from "#features/trpc/client.ts";

export type Options = { asHistory: boolean; createArticles: boolean; channel: string; location: string };

type ImportOptionsProps = { preset: ImportPreset; value: Options; onValueChange: (value: Options) => void };

export function ImportOptions({ preset, value, onValueChange }: ImportOptionsProps) {
  const t = useTranslations("import");
  const channels = trpc.channels.list.useQuery({}).data?.data ?? [];
  const locations = trpc.locations.list.useQuery({}).data?.data ?? [];
  const choices = (list: readonly { code: string; name: string }[]) =>
    list.map(({ code, name }) => ({ value: code, label: name }));
  return (
    <>
      {preset.canPlace ? (
        <RadioGroup
          label={t("as")}
          value={value.asHistory ? "history" : "orders"}
          onValueChange={(as) => onValueChange({ ...value, asHistory: as === "history" })}
          options={[
            { value: "history", label: t("asHistory"), hint: t("asHistoryHint") },
            { value: "orders", label: t("asOrders"), hint: t("asOrdersHint") },
          ]}
        />
      ) : null}
      <CheckboxField
        label={t("createArticles")}
        hint={t("createArticlesHint")}
        checked={value.createArticles}
        onCheckedChange={(createArticles) => onValueChange({ ...value, createArticles })}
      />
      <FieldRow>
        <Field label={t("channel")} hint={t("channelHint")}>
          <Select
            value={value.channel}
            onValueChange={(channel) => onValueChange({ ...value, channel })}
            options={choices(channels)}
          />
        </Field>
        <Field label={t("location")}>
          <Select
            value={value.location}
            onValueChange={(location) => onValueChange({ ...value, location })}
            options={choices(locations)}
          />
        </Field>
      </FieldRow>
    </>
  );
}

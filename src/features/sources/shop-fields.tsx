"use client";
import { useTranslations } from "use-intl";
import { FieldRow } from "#components/patterns/form-layout.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { trpc } from "#features/trpc/client.ts";

const references = ["name", "id"] as const;
type Shop = { channel: string; orderReference: "name" | "id" };
type ShopFieldsProps = {
  value: Shop;
  onValueChange: (shop: Shop) => void;
  channelError: string | undefined;
  disabled?: boolean;
};

/** The channel of a shop's orders, and its display name. */
export function ShopFields({ value, onValueChange, channelError, disabled = false }: ShopFieldsProps) {
  const t = useTranslations("sources");
  const channels = trpc.channels.list.useQuery({}).data?.data ?? [];
  return (
    <FieldRow>
      <Field label={t("field.channel")} hint={t("channelHint")} error={channelError}>
        <Select
          value={value.channel}
          onValueChange={(channel) => onValueChange({ ...value, channel })}
          options={channels.map(({ code, name }) => ({ value: code, label: name }))}
          disabled={disabled}
        />
      </Field>
      <Field label={t("field.orderReference")} hint={t("orderReferenceHint")}>
        <Select
          value={value.orderReference}
          onValueChange={(orderReference) => onValueChange({ ...value, orderReference })}
          options={references.map((one) => ({ value: one, label: t(`reference.${one}`) }))}
          disabled={disabled}
        />
      </Field>
    </FieldRow>
  );
}

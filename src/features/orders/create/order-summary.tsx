"use client";
import { useTranslations } from "use-intl";
import { Money } from "#components/format/money.tsx";
import { Description, DescriptionList, Section } from "#components/patterns/section.tsx";
import { CheckboxField } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { MoneyInput } from "#components/ui/money-input.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { type Channel, type FormPayment, totalsIn } from "./form-state.ts";
import type { FormState } from "./use-order-form.ts";

type OrderSummaryProps = { state: FormState; channels: readonly Channel[]; channel: Channel | undefined };

/** The totals, recalculated on every change by the server's own function. */
export function OrderSummary({ state, channels, channel }: OrderSummaryProps) {
  const t = useTranslations("orderForm");
  const { form, set } = state;
  const totals = totalsIn(form, channel);
  const units = form.lines.reduce((sum, line) => sum + line.quantity, 0);
  const money = channel ? { currency: channel.currency } : {};
  const tooMuch = (form.discount ?? 0) > totals.subtotal;
  return (
    <>
      <Section title={t("summary.title")} aside={units > 0 ? t("summary.units", { count: units }) : null}>
        <DescriptionList>
          <Description term={t("summary.subtotal")} align="right">
            <Money amount={totals.subtotal} {...money} quietZero />
          </Description>
          <AmountRow
            label={t("summary.discount")}
            value={form.discount}
            {...money}
            error={tooMuch && units > 0 ? t("summary.discountTooMuch") : undefined}
            onValueChange={(discount) => set({ discount })}
          />
          <AmountRow
            label={t("summary.shipping")}
            value={form.shipping}
            {...money}
            onValueChange={(shipping) => set({ shipping })}
          />
          {channel && channel.taxRateBps > 0 ? (
            <Description term={t(channel.taxMode === "included" ? "summary.taxIncluded" : "summary.tax")} align="right">
              <Money amount={totals.tax} {...money} quietZero />
            </Description>
          ) : null}
          <Description term={<span className="font-semibold text-ink">{t("summary.total")}</span>} align="right">
            <Money amount={totals.total} {...money} className="text-lg font-semibold" />
          </Description>
        </DescriptionList>
      </Section>
      <PaymentChoice payment={form.payment} onChange={(part) => set({ payment: { ...form.payment, ...part } })} />
      {channels.length > 1 ? (
        <Section title={t("details.channel")}>
          <NativeSelect
            aria-label={t("details.channel")}
            value={form.channel}
            onChange={(event) => set({ channel: event.target.value })}
          >
            {channels.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </NativeSelect>
        </Section>
      ) : null}
    </>
  );
}

type AmountRowProps = {
  label: string;
  value: number | null;
  currency?: string;
  error?: string | undefined;
  onValueChange: (amount: number | null) => void;
};

function AmountRow({ label, error, ...rest }: AmountRowProps) {
  return (
    <div className="flex items-center justify-between gap-4">
      <dt className="text-ink-3">{label}</dt>
      <dd className="grid justify-items-end gap-1">
        <MoneyInput label={label} {...rest} className="w-28 [&_input]:h-7" />
        {error ? (
          <span role="alert" className="text-xs text-red-ink">
            {error}
          </span>
        ) : null}
      </dd>
    </div>
  );
}

type PaymentChoiceProps = { payment: FormPayment; onChange: (part: Partial<FormPayment>) => void };

function PaymentChoice({ payment, onChange }: PaymentChoiceProps) {
  const t = useTranslations("orderForm.payment");
  const { method } = payment;
  return (
    <Section title={t("title")}>
      <div className="grid gap-3">
        <Segmented
          label={t("title")}
          value={method}
          onValueChange={(next) => onChange({ method: next })}
          segments={(["none", "manual", "test"] as const).map((value) => ({ value, label: t(value) }))}
          className="w-full"
        />
        <p className="text-xs text-ink-3">{t(`${method}Hint`)}</p>
        {method === "test" ? (
          <CheckboxField
            label={t("authorize")}
            checked={payment.authorizeOnly}
            onCheckedChange={(authorizeOnly) => onChange({ authorizeOnly })}
          />
        ) : null}
        {method === "none" ? null : (
          <Field label={t("reference")} optional>
            <Input
              maxLength={200}
              value={payment.reference}
              onChange={(event) => onChange({ reference: event.target.value })}
            />
          </Field>
        )}
      </div>
    </Section>
  );
}

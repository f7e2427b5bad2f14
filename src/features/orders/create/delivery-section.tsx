"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { Section } from "#components/patterns/section.tsx";
import { Button } from "#components/ui/button.tsx";
import { AddressFields } from "../address-fields.tsx";
import { addressLines, addressOf, emptyAddress, missingIn } from "../address.ts";
import type { FormState } from "./use-order-form.ts";

type DeliverySectionProps = { state: FormState; country: string; missing: readonly string[] };

export function DeliverySection({ state, country, missing }: DeliverySectionProps) {
  const t = useTranslations("orderForm.details");
  const required = useTranslations("orderDialog")("required");
  const { locale } = useFormatSettings();
  const { form, set } = state;
  const { address, customer } = form;
  const [editing, setEditing] = useState(false);
  const settled = address !== null && !editing && missingIn(address).length === 0;
  return (
    <Section
      title={t("address")}
      actions={
        address ? (
          <>
            <Button size="sm" variant="ghost" onClick={() => set({ address: null })}>
              {t("removeAddress")}
            </Button>
            {settled ? (
              <Button size="sm" variant="ghost" className="-mr-2.5" onClick={() => setEditing(true)}>
                {t("changeAddress")}
              </Button>
            ) : null}
          </>
        ) : null
      }
    >
      {settled ? (
        <address className="text-sm text-ink-2 not-italic">
          {addressLines(addressOf(address), locale).map((line, index) => (
            <span key={index} className="block">
              {line}
            </span>
          ))}
        </address>
      ) : address ? (
        <div className="max-w-xl">
          <AddressFields
            value={address}
            onValueChange={(next) => set({ address: next })}
            faults={Object.fromEntries(missing.map((name) => [name, required]))}
          />
        </div>
      ) : (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-sm text-ink-3">{t("noAddress")}</p>
          <Button
            size="sm"
            onClick={() => {
              setEditing(true);
              set({ address: { ...emptyAddress(country), name: customer?.name ?? "" } });
            }}
          >
            {t("addAddress")}
          </Button>
        </div>
      )}
    </Section>
  );
}

"use client";
import { UserRound } from "lucide-react";
import { useTranslations } from "use-intl";
import { FieldRow } from "#components/patterns/form-layout.tsx";
import { Section } from "#components/patterns/section.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import { Button } from "#components/ui/button.tsx";
import { Combobox } from "#components/ui/combobox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { draftOf } from "../address.ts";
import { CustomerOption, type FoundCustomer, useCustomerSearch } from "../customer-option.tsx";
import type { FormCustomer } from "./form-state.ts";
import type { FormState } from "./use-order-form.ts";

type CustomerPickerProps = { state: FormState; country: string; badEmail: boolean; onPicked: () => void };

/** Search by any part of the name, or create from the typed text; Enter moves on to the articles. */
export function CustomerPicker({ state, country, badEmail, onPicked }: CustomerPickerProps) {
  const t = useTranslations("orderForm.customer");
  const search = useCustomerSearch();
  const { form, set } = state;
  const { customer } = form;
  const pick = (found: FoundCustomer) => {
    const { id, name, email, phone, addresses } = found;
    const [address] = addresses;
    set({
      customer: { id, name, email: email ?? "", phone: phone ?? "" },
      ...(form.address === null && address ? { address: draftOf(address, country) } : {}),
    });
    onPicked();
  };
  const create = (text: string) => {
    const isEmail = text.includes("@");
    const isPhone = /^[+\d][\d\s()/-]{4,}$/.test(text);
    const name = isEmail || isPhone ? "" : text;
    set({ customer: { id: null, name, email: isEmail ? text : "", phone: isPhone ? text : "" } });
  };
  return (
    <Section
      title={t("title")}
      actions={
        customer ? (
          <Button size="sm" variant="ghost" className="-mr-2.5" onClick={() => set({ customer: null })}>
            {customer.id ? t("change") : t("remove")}
          </Button>
        ) : null
      }
    >
      {customer === null ? (
        <Combobox
          search={search}
          itemKey={(found) => found.id}
          renderItem={(found) => <CustomerOption customer={found} />}
          itemText={null}
          onPick={pick}
          onCreate={create}
          label={t("search")}
          placeholder={t("placeholder")}
          leading={<UserRound />}
          autoFocus={form.lines.length === 0}
        />
      ) : customer.id ? (
        <KnownCustomer customer={customer} />
      ) : (
        <AddedCustomer
          customer={customer}
          badEmail={badEmail}
          onChange={(part) => set({ customer: { ...customer, ...part } })}
        />
      )}
    </Section>
  );
}

function KnownCustomer({ customer }: { customer: FormCustomer }) {
  const name = customer.name || customer.email;
  return (
    <div className="flex items-center gap-3 text-sm">
      <Avatar name={name} size="lg" />
      <div className="min-w-0">
        <p className="truncate font-medium">{name}</p>
        <p className="truncate text-ink-2">{[customer.email, customer.phone].filter(Boolean).join(" · ")}</p>
      </div>
    </div>
  );
}

type AddedCustomerProps = {
  customer: FormCustomer;
  badEmail: boolean;
  onChange: (part: Partial<FormCustomer>) => void;
};

function AddedCustomer({ customer, badEmail, onChange }: AddedCustomerProps) {
  const t = useTranslations("orderForm.customer");
  return (
    <div className="grid gap-3">
      <FieldRow>
        <Field label={t("name")}>
          <Input
            autoFocus={customer.name === ""}
            maxLength={200}
            autoComplete="off"
            value={customer.name}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        </Field>
        <Field label={t("email")} error={badEmail ? t("emailInvalid") : undefined}>
          <Input
            type="email"
            autoFocus={customer.name !== ""}
            maxLength={254}
            autoComplete="off"
            value={customer.email}
            onChange={(event) => onChange({ email: event.target.value })}
          />
        </Field>
        <Field label={t("phone")} optional>
          <Input
            type="tel"
            maxLength={40}
            autoComplete="off"
            value={customer.phone}
            onChange={(event) => onChange({ phone: event.target.value })}
          />
        </Field>
      </FieldRow>
      <p className="text-xs text-ink-3">{t("newHint")}</p>
    </div>
  );
}

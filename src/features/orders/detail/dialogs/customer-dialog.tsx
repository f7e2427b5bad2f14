"use client";
import { Search } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Combobox } from "#components/ui/combobox.tsx";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { Input } from "#components/ui/input.tsx";
import { Separator } from "#components/ui/separator.tsx";
import { CustomerOption, useCustomerSearch } from "../../customer-option.tsx";
import { isEmail } from "../../email.ts";
import type { EditDialogProps } from "./address-dialog.tsx";

export function CustomerDialog({ order, edit, onClose }: EditDialogProps) {
  const t = useTranslations("orderDialog.customer");
  const search = useCustomerSearch();
  const [base] = useState(order);
  const [id, setId] = useState(order.customer?.id ?? null);
  const [name, setName] = useState(order.customer?.name ?? "");
  const [email, setEmail] = useState(order.customer?.email ?? "");
  const [tried, setTried] = useState(false);
  const nobody = name.trim() === "" && email.trim() === "";
  const badEmail = email.trim() !== "" && !isEmail(email.trim());
  const submit = () => {
    setTried(true);
    if (nobody || badEmail) return;
    void edit(base, { customer: { id, name: name.trim() || null, email: email.trim().toLowerCase() || null } });
    onClose();
  };
  return (
    // Closes at once: the edit shows on the page as an optimistic update, and conflicts are resolved there.
    <FormDialog title={t("title", { number: order.number })} submit={t("submit")} onSubmit={submit} onClose={onClose}>
      <div className="grid gap-4">
        <Field label={t("search")}>
          <Combobox
            search={search}
            itemKey={(customer) => customer.id}
            renderItem={(customer) => <CustomerOption customer={customer} />}
            itemText={null}
            onPick={(customer) => {
              setId(customer.id);
              setName(customer.name);
              setEmail(customer.email ?? "");
            }}
            leading={<Search />}
            placeholder={t("searchPlaceholder")}
          />
        </Field>
        <Separator />
        <Field label={t("name")} error={tried && nobody ? t("needed") : undefined}>
          <Input maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={t("email")} hint={t("hint")} error={tried && badEmail ? t("emailInvalid") : undefined}>
          <Input
            type="email"
            maxLength={254}
            value={email}
            onChange={(event) => {
              setEmail(event.target.value);
              setId(null);
            }}
          />
        </Field>
      </div>
    </FormDialog>
  );
}

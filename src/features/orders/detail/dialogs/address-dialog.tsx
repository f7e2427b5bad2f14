"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { AddressFields } from "../../address-fields.tsx";
import { addressOf, countryOf, draftOf, missingIn } from "../../address.ts";
import type { Order } from "../../order-news.ts";
import type { OrderEdit } from "../use-order-edit.ts";

export type EditDialogProps = { order: Order; edit: OrderEdit["edit"]; onClose: () => void };

export function AddressDialog({ order, edit, onClose }: EditDialogProps) {
  const t = useTranslations("orderDialog");
  const { locale } = useFormatSettings();
  const [base] = useState(order);
  const [draft, setDraft] = useState(() => draftOf(order.shippingAddress, countryOf(locale)));
  const [tried, setTried] = useState(false);
  const missing = missingIn(draft);
  const submit = () => {
    setTried(true);
    if (missing.length > 0) return;
    void edit(base, { shippingAddress: addressOf(draft) });
    onClose();
  };
  return (
    <FormDialog
      title={t("address.title", { number: order.number })}
      submit={t("address.submit")}
      onSubmit={submit}
      onClose={onClose}
    >
      <AddressFields
        value={draft}
        onValueChange={setDraft}
        faults={tried ? Object.fromEntries(missing.map((name) => [name, t("required")])) : {}}
      />
    </FormDialog>
  );
}

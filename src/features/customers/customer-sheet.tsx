"use client";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { AddressFields } from "#features/customers/address-fields.tsx";
import { ContactFields } from "#features/customers/contact-fields.tsx";
import { CustomerConflict } from "#features/customers/customer-conflict.tsx";
import { type CustomerForm, fieldsOf, formOf } from "#features/customers/customer-form.ts";
import type { Customer } from "#features/customers/customer-params.ts";
import { showFaults } from "#features/customers/show-faults.ts";
import { useCustomerSave } from "#features/customers/use-customer-save.ts";
import { failureOf, useReportFailure } from "#features/trpc/failure.ts";

const formId = "customer-form";

export function CustomerSheet({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const t = useTranslations();
  const reportFailure = useReportFailure();
  /** The version that the form was filled with: the base of the edit. */
  const [base] = useState(customer);
  const form = useForm<CustomerForm>({ defaultValues: formOf(base) });
  const saving = useCustomerSave({
    id: customer.id,
    onSaved: onClose,
    onFailed: (error) => {
      if (!showFaults(form, failureOf(error).faults)) reportFailure(t("customers.notSaved"), error);
    },
  });
  const submit = form.handleSubmit((values) => saving.save(base, fieldsOf(values)));
  return (
    <Sheet
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("customers.edit")}
      description={customer.name}
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button type="submit" form={formId} variant="primary" busy={saving.saving} disabled={!form.formState.isDirty}>
            {t("ui.save")}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={(event) => void submit(event)} className="grid gap-5">
        <ContactFields form={form} autoFocus />
        <Field label={t("customers.field.notes")} hint={t("customers.notesHint")} optional>
          <Textarea {...form.register("notes")} />
        </Field>
        <h3 className="-mb-2 text-sm font-semibold">{t("customers.field.addresses")}</h3>
        <AddressFields form={form} />
      </form>
      <CustomerConflict saving={saving} />
    </Sheet>
  );
}

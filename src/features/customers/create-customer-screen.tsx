"use client";
import Link from "next/link";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { useGo } from "#components/hooks/use-go.ts";
import { FormLayout, FormSection } from "#components/patterns/form-layout.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { notify } from "#components/ui/notify.ts";
import { Textarea } from "#components/ui/textarea.tsx";
import { AddressFields } from "#features/customers/address-fields.tsx";
import { ContactFields } from "#features/customers/contact-fields.tsx";
import { createOf, type CustomerForm, emptyCustomer } from "#features/customers/customer-form.ts";
import { showFaults } from "#features/customers/show-faults.ts";
import { ReadingPage } from "#features/list/list-page.tsx";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { trpc } from "#features/trpc/client.ts";
import { failureOf, useReportFailure } from "#features/trpc/failure.ts";

export function CreateCustomerScreen() {
  const t = useTranslations();
  const go = useGo();
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const form = useForm<CustomerForm>({ defaultValues: emptyCustomer });
  const create = trpc.customers.create.useMutation({
    onSuccess: (customer) => {
      utils.customers.get.setData({ id: customer.id }, customer);
      void utils.customers.list.invalidate();
      notify.done(t("customers.created", { name: customer.name }));
      go(`/customers/${customer.id}`);
    },
    onError: (error) => {
      if (!showFaults(form, failureOf(error).faults)) reportFailure(t("customers.notCreated"), error);
    },
  });
  const submit = form.handleSubmit((values) => create.mutate(createOf(values)));
  useShortcut({ keys: "mod+enter", label: t("customers.create"), group: "page", run: () => void submit() });
  return (
    <ReadingPage>
      <PageHeader
        back={
          <Link href="/customers" className="hover:text-ink">
            {t("customers.title")}
          </Link>
        }
        title={t("customers.new")}
      />
      <div className="max-w-5xl px-4 md:px-6">
        <FormLayout
          onSubmit={(event) => void submit(event)}
          actions={
            <>
              <Link href="/customers" className={buttonClass("ghost")}>
                {t("ui.cancel")}
              </Link>
              <Button type="submit" variant="primary" busy={create.isPending || create.isSuccess} keys="mod+enter">
                {t("customers.create")}
              </Button>
            </>
          }
        >
          <FormSection title={t("customers.contact")} hint={t("customers.contactHint")}>
            <ContactFields form={form} autoFocus />
          </FormSection>
          <FormSection title={t("customers.field.addresses")} hint={t("customers.addressesHint")}>
            <AddressFields form={form} />
          </FormSection>
          <FormSection title={t("customers.field.notes")} hint={t("customers.notesHint")}>
            <Field label={t("customers.field.notes")} labelHidden error={form.formState.errors.notes?.message}>
              <Textarea {...form.register("notes")} />
            </Field>
          </FormSection>
        </FormLayout>
      </div>
    </ReadingPage>
  );
}

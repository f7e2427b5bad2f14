"use client";
import { useTranslations } from "use-intl";
import { notify } from "#components/ui/notify.ts";
import { useVersionedSave } from "#features/conflict/use-versioned-save.ts";
import { fieldsOf, formOf, updateOf } from "#features/customers/customer-form.ts";
import type { Customer } from "#features/customers/customer-params.ts";
import { trpc } from "#features/trpc/client.ts";

type CustomerSaveOptions = {
  id: string;
  onSaved: (customer: Customer) => void;
  onFailed: (error: unknown) => void;
};

export function useCustomerSave({ id, onSaved, onFailed }: CustomerSaveOptions) {
  const t = useTranslations("customers");
  const utils = trpc.useUtils();
  const update = trpc.customers.update.useMutation();
  return useVersionedSave<Customer>({
    toFields: (customer) => fieldsOf(formOf(customer)),
    read: () => utils.client.customers.get.query({ id }),
    write: (now, fields, changed) => update.mutateAsync(updateOf(now, fields, changed)),
    onSaved: (saved, joined) => {
      utils.customers.get.setData({ id }, saved);
      void utils.customers.list.invalidate();
      notify.done(t(joined ? "savedJoined" : "saved", { name: saved.name }));
      onSaved(saved);
    },
    onFailed,
  });
}

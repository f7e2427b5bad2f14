"use client";
import { useRef } from "react";
import type { UseFormReturn } from "react-hook-form";
import { useTranslations } from "use-intl";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { notify } from "#components/ui/notify.ts";
import { useVersionedSave } from "#features/conflict/use-versioned-save.ts";
import { fieldsOf, formOf, type ProductForm, updateOf } from "#features/products/product-form.ts";
import type { Product } from "#features/products/product-params.ts";
import { showFaults } from "#features/products/show-faults.ts";
import { trpc } from "#features/trpc/client.ts";
import { failureOf, useReportFailure } from "#features/trpc/failure.ts";

type ProductSaveOptions = { id: string; form: UseFormReturn<ProductForm>; onSaved: (product: Product) => void };

export function useProductSave({ id, form, onSaved }: ProductSaveOptions) {
  const t = useTranslations("products");
  const { currency } = useFormatSettings();
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const update = trpc.products.update.useMutation();
  /** The variants of the last request, in order: errors refer to them by index. */
  const sent = useRef<string[]>([]);
  return useVersionedSave<Product>({
    toFields: (one) => fieldsOf(formOf(one, currency)),
    read: () => utils.client.products.get.query({ id }),
    write: (now, fields, changed) => {
      const { input, variantIds } = updateOf(now, { fields, changed, currency });
      sent.current = variantIds;
      return update.mutateAsync(input);
    },
    onSaved: (saved, joined) => {
      onSaved(saved);
      utils.products.get.setData({ id }, saved);
      void utils.products.list.invalidate();
      notify.done(t(joined ? "savedJoined" : "saved", { title: saved.title }));
    },
    onFailed: (error) => {
      const ids = form.getValues("variants").map(({ variantId }, place) => variantId ?? `new-${String(place)}`);
      const placeOf = (index: number) => ids.indexOf(sent.current[index] ?? "");
      if (!showFaults(form, failureOf(error).faults, placeOf)) reportFailure(t("notSaved"), error);
    },
  });
}

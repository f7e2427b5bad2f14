"use client";
import { useEffect, useState } from "react";
import { useForm } from "react-hook-form";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { changedFields } from "#features/conflict/three-way.ts";
import { fieldsOf, formOf, type ProductForm } from "#features/products/product-form.ts";
import type { Product } from "#features/products/product-params.ts";
import { useProductSave } from "#features/products/use-product-save.ts";
import { trpc } from "#features/trpc/client.ts";
import { useLive } from "#features/trpc/live.ts";

/** A product's form. Until edited it follows remote changes; then the save merges both. */
export function useProductEdit(product: Product) {
  const { currency } = useFormatSettings();
  const utils = trpc.useUtils();
  /** The version that the form was filled with: the base of the edit. */
  const [base, setBase] = useState(product);
  const form = useForm<ProductForm>({ defaultValues: formOf(product, currency) });
  const { isDirty } = form.formState;
  const fill = (next: Product) => {
    setBase(next);
    form.reset(formOf(next, currency));
  };
  const saving = useProductSave({ id: product.id, form, onSaved: fill });
  const newer = product.version > base.version;
  if (newer && !isDirty) setBase(product);
  useEffect(() => {
    if (!form.formState.isDirty) form.reset(formOf(base, currency));
  }, [base, form, currency]);
  useLive((events) => {
    const news = events.some((event) => event.subjectId === product.id && event.type === "product.updated");
    if (news) void utils.products.get.invalidate({ id: product.id });
  });
  const submit = form.handleSubmit(async (values) => {
    const mine = fieldsOf(values);
    if (changedFields(fieldsOf(formOf(base, currency)), mine).length === 0) fill(product);
    else await saving.save(base, mine);
  });
  return {
    form,
    isDirty,
    /** A newer version than the edited one was saved. */
    isBehind: isDirty && newer,
    submit: () => void submit(),
    discard: () => fill(product),
    saving,
  };
}

"use client";
import Link from "next/link";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { useGo } from "#components/hooks/use-go.ts";
import { FormLayout, FormSection } from "#components/patterns/form-layout.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { notify } from "#components/ui/notify.ts";
import { ReadingPage } from "#features/list/list-page.tsx";
import { ImageField, StatusField, TextFields } from "#features/products/product-fields.tsx";
import { createOf, emptyProduct, type ProductForm } from "#features/products/product-form.ts";
import { showFaults } from "#features/products/show-faults.ts";
import { VariantTable } from "#features/products/variant-table.tsx";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { trpc } from "#features/trpc/client.ts";
import { failureOf, useReportFailure } from "#features/trpc/failure.ts";

export function CreateProductScreen() {
  const t = useTranslations();
  const go = useGo();
  const utils = trpc.useUtils();
  const { currency } = useFormatSettings();
  const reportFailure = useReportFailure();
  const form = useForm<ProductForm>({ defaultValues: emptyProduct });
  const create = trpc.products.create.useMutation({
    onSuccess: (product) => {
      utils.products.get.setData({ id: product.id }, product);
      void utils.products.list.invalidate();
      notify.done(t("products.created", { title: product.title }));
      go(`/products/${product.id}`);
    },
    onError: (error) => {
      if (!showFaults(form, failureOf(error).faults, (index) => index)) reportFailure(t("products.notCreated"), error);
    },
  });
  const submit = form.handleSubmit((values) => create.mutate(createOf(values, currency)));
  useShortcut({ keys: "mod+enter", label: t("products.create"), group: "page", run: () => void submit() });
  return (
    <ReadingPage>
      <PageHeader
        back={
          <Link href="/products" className="hover:text-ink">
            {t("products.title")}
          </Link>
        }
        title={t("products.new")}
      />
      <div className="max-w-5xl px-4 md:px-6">
        <FormLayout
          onSubmit={(event) => void submit(event)}
          actions={
            <>
              <Link href="/products" className={buttonClass("ghost")}>
                {t("ui.cancel")}
              </Link>
              <Button type="submit" variant="primary" busy={create.isPending || create.isSuccess} keys="mod+enter">
                {t("products.create")}
              </Button>
            </>
          }
        >
          <FormSection title={t("products.details")} hint={t("products.detailsHint")}>
            <TextFields form={form} autoFocus />
            <StatusField form={form} />
            <ImageField form={form} />
          </FormSection>
          <FormSection title={t("products.variantsTitle")} hint={t("products.variantsHint")}>
            <VariantTable form={form} />
          </FormSection>
        </FormLayout>
      </div>
    </ReadingPage>
  );
}

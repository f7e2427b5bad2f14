"use client";
import { Boxes } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Quantity } from "#components/format/quantity.tsx";
import { DateTime } from "#components/format/time.tsx";
import { Alert } from "#components/patterns/alert.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Description, DescriptionList, Section } from "#components/patterns/section.tsx";
import { UnsavedBar } from "#components/patterns/unsaved-bar.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Detail } from "#features/list/detail.tsx";
import { ReadingPage } from "#features/list/list-page.tsx";
import { useProductDifferences } from "#features/products/product-differences.tsx";
import { ImageField, StatusField, TextFields } from "#features/products/product-fields.tsx";
import { availableOf, ProductStatusMark } from "#features/products/product-marks.tsx";
import type { Product } from "#features/products/product-params.ts";
import { useProductEdit } from "#features/products/use-product-edit.ts";
import { useVariantStock } from "#features/products/use-variant-stock.tsx";
import { VariantTable } from "#features/products/variant-table.tsx";
import { DetailSkeleton } from "#features/shell/page-skeletons.tsx";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import type { LevelName } from "#features/stock/stock-params.ts";
import { trpc } from "#features/trpc/client.ts";

const LevelSheet = dynamic(() => import("#features/stock/level-sheet.tsx").then((module) => module.LevelSheet), {
  ssr: false,
});
const ConflictDialog = dynamic(
  () => import("#features/conflict/conflict-dialog.tsx").then((module) => module.ConflictDialog),
  { ssr: false },
);

export function ProductScreen({ id, canEdit }: { id: string; canEdit: boolean }) {
  const t = useTranslations("products");
  const query = trpc.products.get.useQuery({ id });
  return (
    <Detail
      query={query}
      what="product"
      back={{ href: "/products", label: t("title") }}
      skeleton={<DetailSkeleton back={t("title")} />}
    >
      {(product) => <ProductBody key={id} product={product} canEdit={canEdit} />}
    </Detail>
  );
}

function ProductBody({ product, canEdit }: { product: Product; canEdit: boolean }) {
  const t = useTranslations();
  const edit = useProductEdit(product);
  const [level, setLevel] = useState<LevelName | null>(null);
  const stock = useVariantStock(product, setLevel);
  const differences = useProductDifferences(edit.saving.conflict);
  useShortcut({ keys: "mod+s", label: t("ui.save"), group: "page", run: edit.submit }, edit.isDirty);
  const { form, saving } = edit;
  return (
    <ReadingPage>
      <PageHeader
        back={
          <Link href="/products" className="hover:text-ink">
            {t("products.title")}
          </Link>
        }
        title={product.title}
        marks={<ProductStatusMark status={product.status} />}
        meta={
          <>
            {t("products.variants", { count: product.variants.length })} ·{" "}
            {t("products.availableCount", { count: availableOf(product) })}
          </>
        }
        actions={
          <Link
            href={`/stock?q=${encodeURIComponent(product.variants[0]?.sku ?? "")}`}
            className={buttonClass("secondary")}
          >
            <Boxes />
            {t("products.seeStock")}
          </Link>
        }
      />
      <form
        noValidate
        data-print="fields"
        onSubmit={(event) => {
          event.preventDefault();
          edit.submit();
        }}
        className="px-4 md:px-6"
      >
        {edit.isBehind ? <Alert className="mb-4">{t("products.changedElsewhere")}</Alert> : null}
        <div className="grid gap-x-10 min-[85rem]:grid-cols-[minmax(0,1fr)_19rem]">
          <div className="min-w-0">
            <Section title={t("products.details")}>
              <div className="grid gap-4">
                <TextFields form={form} readOnly={!canEdit} />
              </div>
            </Section>
            <Section title={t("products.variantsTitle")} aside={<Quantity value={product.variants.length} />}>
              <VariantTable form={form} stock={stock} readOnly={!canEdit} quiet />
            </Section>
          </div>
          <aside>
            <Section title={t("products.statusLabel")}>
              <div className="grid gap-5">
                <StatusField form={form} readOnly={!canEdit} labelHidden />
                <ImageField form={form} readOnly={!canEdit} />
              </div>
            </Section>
            <Section title={t("products.facts")}>
              <DescriptionList>
                <Description term={t("products.createdAt")} align="right">
                  <DateTime at={product.createdAt} style="date" />
                </Description>
                <Description term={t("products.updatedAt")} align="right">
                  <DateTime at={product.updatedAt} />
                </Description>
                <Description term={t("products.version")} align="right">
                  <Quantity value={product.version} />
                </Description>
              </DescriptionList>
            </Section>
          </aside>
        </div>
        {edit.isDirty ? (
          <UnsavedBar label={t("ui.unsaved")}>
            <Button size="sm" variant="ghost" onClick={edit.discard}>
              {t("ui.discard")}
            </Button>
            <Button size="sm" type="submit" variant="primary" busy={saving.saving} keys="mod+s">
              {t("ui.save")}
            </Button>
          </UnsavedBar>
        ) : null}
      </form>
      {level ? <LevelSheet name={level} canEdit={canEdit} onClose={() => setLevel(null)} /> : null}
      {saving.conflict ? (
        <ConflictDialog
          differences={differences}
          busy={saving.saving}
          onResolve={(choices) => void saving.resolve(choices)}
          onDismiss={saving.dismiss}
        />
      ) : null}
    </ReadingPage>
  );
}

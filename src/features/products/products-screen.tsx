"use client";
import { Package } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { FilterChoice } from "#components/ui/filter-choice.tsx";
import { useCreateAction } from "#features/list/create-action.tsx";
import { choices, useFilters } from "#features/list/filters.ts";
import { ListScreen } from "#features/list/list-screen.tsx";
import { byId, endless, useList, useNews } from "#features/list/rows.ts";
import { useSettled } from "#features/list/use-settled.ts";
import { productCard, useProductColumns } from "#features/products/product-columns.tsx";
import { ProductStatusMark } from "#features/products/product-marks.tsx";
import {
  type Product,
  productListInput,
  productParams,
  productSorts,
  productStatuses,
} from "#features/products/product-params.ts";
import { trpc } from "#features/trpc/client.ts";

const rowName = (product: Product) => product.title;
const rowHref = (product: Product) => `/products/${product.id}`;

export function ProductsScreen() {
  const t = useTranslations("products");
  const utils = trpc.useUtils();
  const filters = useFilters(productParams);
  const { params, set } = filters;
  const [q, settle] = useSettled(params.q);
  const input = productListInput({ ...params, q });
  const list = useList(trpc.products.list.useInfiniteQuery(input, endless), JSON.stringify(input), byId);
  useNews(list, {
    of: "product",
    also: ({ type }) => type === "stock.changed",
    readAgain: () => void utils.products.list.invalidate(),
    restMs: 5000,
  });
  const create = useCreateAction({ href: "/products/new", label: t("new"), scope: "products:write", what: "products" });
  return (
    <ListScreen
      label={t("title")}
      actions={create.button}
      list={list}
      filters={{
        ...filters,
        search: {
          value: params.q,
          onValueChange: (text) => set({ q: text }),
          onSubmit: settle,
          placeholder: t("search"),
        },
        choices: (
          <>
            <FilterChoice
              name={t("statusLabel")}
              value={params.status}
              onValueChange={(status) => set({ status })}
              options={choices(
                productStatuses,
                (status) => t(`status.${status}`),
                (status) => (
                  <ProductStatusMark status={status} />
                ),
              )}
            />
            <FilterChoice
              name={t("sort.label")}
              value={params.sort === "-createdAt" ? null : params.sort}
              onValueChange={(sort) => set({ sort })}
              options={choices(productSorts, (sort) => t(`sort.${sort}`))}
            />
          </>
        ),
      }}
      table={{ columns: useProductColumns(), rowName, rowHref, card: productCard }}
      empty={{
        icon: <Package />,
        title: t("empty"),
        body: t("emptyBody"),
        actions: create.inEmpty && (
          <>
            {create.inEmpty}
            <Link href="/import" className={buttonClass()}>
              {t("emptyImport")}
            </Link>
          </>
        ),
      }}
      noMatch={{ title: t("noneFound"), body: t("noneFoundBody") }}
    />
  );
}

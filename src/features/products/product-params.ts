import { paramsLoader, type ValuesOf, textParam, choiceParam } from "#features/list/url-params.ts";
import type { Inputs, Outputs } from "#features/trpc/client.ts";

export type Product = Outputs["products"]["get"];
export type Variant = Product["variants"][number];
export type ProductStatus = Product["status"];

/** Duplicated rather than imported: the schemas would add their library to the initial bundle. */
export const productStatuses = ["active", "draft", "archived"] as const satisfies readonly ProductStatus[];
export const productSorts = ["-createdAt", "createdAt", "title"] as const;

export const productParams = {
  q: textParam.withDefault(""),
  status: choiceParam(productStatuses),
  sort: choiceParam(productSorts).withDefault("-createdAt"),
};

export const loadProductParams = paramsLoader(productParams);

/** The query's input; server and browser must use the same, so that the prefetched result is reused. */
export function productListInput({
  q,
  status,
  sort,
}: ValuesOf<typeof productParams>): Omit<Inputs["products"]["list"], "cursor"> {
  return { sort, limit: 50, ...(q.trim() ? { q: q.trim() } : {}), ...(status ? { status } : {}) };
}

import { createLoader, type inferParserType, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { Inputs, Outputs } from "#features/trpc/client.ts";

export type Product = Outputs["products"]["get"];
export type Variant = Product["variants"][number];
export type ProductStatus = Product["status"];

/** Typed out rather than imported: the schemas would bring their library into the first load. */
export const productStatuses = ["active", "draft", "archived"] as const satisfies readonly ProductStatus[];
export const productSorts = ["-createdAt", "createdAt", "title"] as const;

export const productParams = {
  q: parseAsString.withDefault(""),
  status: parseAsStringLiteral(productStatuses),
  sort: parseAsStringLiteral(productSorts).withDefault("-createdAt"),
};

export const loadProductParams = createLoader(productParams);

/** What the server is asked for; both sides of the first paint must ask for the same. */
export function productListInput({
  q,
  status,
  sort,
}: inferParserType<typeof productParams>): Omit<Inputs["products"]["list"], "cursor"> {
  return { sort, limit: 50, ...(q.trim() ? { q: q.trim() } : {}), ...(status ? { status } : {}) };
}

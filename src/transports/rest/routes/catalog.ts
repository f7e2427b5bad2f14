import type { z } from "zod";
import {
  createProduct,
  getProduct,
  getProductRevision,
  listProducts,
  searchVariants,
  updateProduct,
} from "#core/catalog/index.ts";
import { stateOf } from "#core/catalog/record.ts";
import type { ProductView } from "#core/catalog/schemas.ts";
import { route, version } from "../route.ts";

const tag = "Products";

/** Availability changes without the product. */
const state = ({ variants }: z.output<typeof ProductView>) => stateOf(variants.map(({ available }) => available));

export const catalogRoutes = [
  route({ method: "GET", path: "/products", operation: listProducts, tag }),
  route({
    method: "POST",
    path: "/products",
    operation: createProduct,
    tag,
    status: 201,
    location: ({ id }) => `/products/${id}`,
    version,
    state,
  }),
  route({
    method: "GET",
    path: "/products/{id}",
    operation: getProduct,
    tag,
    version,
    state,
    revision: { operation: getProductRevision },
  }),
  route({
    method: "PATCH",
    path: "/products/{id}",
    operation: updateProduct,
    tag,
    version,
    state,
  }),
  route({ method: "GET", path: "/variants", operation: searchVariants, tag }),
];

import { skuTaken, wrongVariants } from "#core/catalog/errors.ts";
import { createProduct, getProduct, listProducts, searchVariants, updateProduct } from "#core/catalog/index.ts";
import { route, version } from "../route.ts";

const tag = "Products";

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
    failures: [skuTaken],
  }),
  route({ method: "GET", path: "/products/{id}", operation: getProduct, tag, version }),
  route({
    method: "PATCH",
    path: "/products/{id}",
    operation: updateProduct,
    tag,
    version,
    failures: [skuTaken, wrongVariants],
  }),
  route({ method: "GET", path: "/variants", operation: searchVariants, tag }),
];

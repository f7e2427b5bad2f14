export { createProduct } from "./create-product.ts";
export { getProductRevision } from "./get-product-revision.ts";
export { getProduct } from "./get-product.ts";
export { listProducts } from "./list-products.ts";
export { pageProducts } from "./page-products.ts";
export { searchVariants } from "./search-variants.ts";
export { updateProduct } from "./update-product.ts";

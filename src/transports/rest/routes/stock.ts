import {
  adjustStock,
  allocateStock,
  configureLevel,
  countStock,
  listLevels,
  listMovements,
  previewAdjustment,
} from "#core/inventory/index.ts";
import { route } from "../route.ts";

const tag = "Stock";

export const stockRoutes = [
  route({ method: "GET", path: "/stock-levels", operation: listLevels, tag }),
  route({
    method: "PATCH",
    path: "/stock-levels/{sku}/{location}",
    operation: configureLevel,
    tag,
  }),
  route({ method: "GET", path: "/stock-movements", operation: listMovements, tag }),
  route({
    method: "GET",
    path: "/stock-adjustments/preview",
    operation: previewAdjustment,
    tag,
  }),
  route({
    method: "POST",
    path: "/stock-adjustments",
    operation: adjustStock,
    tag,
    status: 201,
    location: ({ sku, location }) => `/stock-levels?${new URLSearchParams({ sku, location })}`,
  }),
  route({
    method: "POST",
    path: "/stock-counts",
    operation: countStock,
    tag,
    status: 201,
    location: ({ level: { sku, location } }) => `/stock-levels?${new URLSearchParams({ sku, location })}`,
  }),
  route({
    method: "POST",
    path: "/stock-allocations",
    operation: allocateStock,
    tag,
  }),
];

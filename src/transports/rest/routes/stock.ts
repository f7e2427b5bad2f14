import { negativeStock, tooMuchStock, unknownLevel } from "#core/inventory/errors.ts";
import {
  adjustStock,
  allocateStock,
  configureLevel,
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
    failures: [unknownLevel],
  }),
  route({ method: "GET", path: "/stock-movements", operation: listMovements, tag }),
  route({
    method: "GET",
    path: "/stock-adjustments/preview",
    operation: previewAdjustment,
    tag,
    failures: [unknownLevel, negativeStock],
  }),
  route({
    method: "POST",
    path: "/stock-adjustments",
    operation: adjustStock,
    tag,
    status: 201,
    location: ({ sku, location }) => `/stock-levels?${new URLSearchParams({ sku, location })}`,
    failures: [unknownLevel, negativeStock, tooMuchStock],
  }),
  route({
    method: "POST",
    path: "/stock-allocations",
    operation: allocateStock,
    tag,
    failures: [unknownLevel, negativeStock, tooMuchStock],
  }),
];

import type { Route } from "./route.ts";
import { catalogRoutes } from "./routes/catalog.ts";
import { orderRoutes } from "./routes/orders.ts";
import { stockRoutes } from "./routes/stock.ts";

/** The whole table. A row names an operation and how it is reached; everything else follows from the two. */
export const routes: readonly Route[] = [...orderRoutes, ...catalogRoutes, ...stockRoutes];

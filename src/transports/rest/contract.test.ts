import { expect, it } from "vitest";
import { createRouter } from "./router.ts";
import { routes } from "./routes.ts";

/** The paths that users and tests rely on, as far as the core supports them. */
const promised = `
POST GET /orders
GET PATCH /orders/1
POST /orders/1/cancel
POST /orders/1/hold
POST /orders/1/release
POST /orders/1/payments
POST /orders/1/payments/1/capture
POST /orders/1/payments/1/void
POST /orders/1/refunds
POST /orders/1/shipments
POST /orders/1/shipments/1/deliver
POST /orders/1/shipments/1/cancel
POST /orders/1/notes
GET POST /products
GET /products/1
GET /stock-levels
POST /stock-adjustments
GET POST /users
GET PUT PATCH DELETE /users/1
POST /users/1/activate
GET /users/1/orders
GET /users/1/orders/1
GET POST /customers
GET POST /channels
GET POST /locations
GET POST /api-keys
GET POST /oauth-clients
DELETE /oauth-clients/1
GET POST /imports
`;

const rows = promised
  .trim()
  .split("\n")
  .map((line) => line.split(" "))
  .flatMap((words) => words.slice(0, -1).map((method) => [method, words.at(-1) ?? ""] as const));

const find = createRouter(routes);

it.each(rows)("%s %s exists", (method, path) => {
  expect(find(path)?.routes.has(method)).toBe(true);
});

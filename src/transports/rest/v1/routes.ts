import { createProduct, getProduct, pageProducts, updateProduct } from "#core/catalog/index.ts";
import { OrderView } from "#core/order/schemas.ts";
import { cancelOrder, getOrder, pageOrders, placeOrder, updateOrder } from "#core/orders/index.ts";
import { createUser, deleteUser, getUser, pageUsers, updateUser } from "#core/users/index.ts";
import { type Route, route, version } from "../route.ts";

const orders = { tag: "Orders", ifMatch: "optional" as const };
const products = { tag: "Products", ifMatch: "optional" as const };
const users = { tag: "Users", ifMatch: "optional" as const };

/** All routes of v1. It is frozen: new routes are added to v2 only. */
export const routes: readonly Route[] = [
  route({ ...orders, method: "GET", path: "/orders", operation: pageOrders }),
  route({
    ...orders,
    method: "POST",
    path: "/orders",
    operation: placeOrder,
    status: ({ created }) => (created ? 201 : 200),
    body: { schema: OrderView, of: ({ order }) => order },
    location: ({ order }) => `/orders/${order.id}`,
    version: ({ order }) => order.version,
  }),
  route({ ...orders, method: "GET", path: "/orders/{id}", operation: getOrder, version }),
  route({
    ...orders,
    method: "PATCH",
    path: "/orders/{id}",
    operation: updateOrder,
    version,
    names: { assignee: "assigneeId" },
  }),
  route({ ...orders, method: "POST", path: "/orders/{id}/cancel", operation: cancelOrder, version }),
  route({ ...products, method: "GET", path: "/products", operation: pageProducts }),
  route({
    ...products,
    method: "POST",
    path: "/products",
    operation: createProduct,
    status: 201,
    location: ({ id }) => `/products/${id}`,
    version,
  }),
  route({ ...products, method: "GET", path: "/products/{id}", operation: getProduct, version }),
  route({ ...products, method: "PATCH", path: "/products/{id}", operation: updateProduct, version }),
  route({ ...users, method: "GET", path: "/users", operation: pageUsers }),
  route({
    ...users,
    method: "POST",
    path: "/users",
    operation: createUser,
    status: 201,
    location: ({ id }) => `/users/${id}`,
    version,
  }),
  route({ ...users, method: "GET", path: "/users/{id}", operation: getUser, version }),
  route({ ...users, method: "PATCH", path: "/users/{id}", operation: updateUser, version }),
  route({
    ...users,
    method: "PUT",
    path: "/users/{id}",
    operation: updateUser,
    complete: ["email", "name", "role", "active"],
    version,
  }),
  route({ ...users, method: "DELETE", path: "/users/{id}", operation: deleteUser, status: 204 }),
];

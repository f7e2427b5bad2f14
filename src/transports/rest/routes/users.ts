import { getOrder, listOrders } from "#core/orders/index.ts";
import {
  activateUser,
  createUser,
  currentUser,
  deleteUser,
  getUser,
  listUsers,
  updateUser,
} from "#core/users/index.ts";
import { route, version } from "../route.ts";

const tag = "Users";

export const userRoutes = [
  route({ method: "GET", path: "/users/me", operation: currentUser, tag }),
  route({ method: "GET", path: "/users", operation: listUsers, tag }),
  route({
    method: "POST",
    path: "/users",
    operation: createUser,
    tag,
    status: 201,
    location: ({ id }) => `/users/${id}`,
    version,
  }),
  route({ method: "GET", path: "/users/{id}", operation: getUser, tag, version }),
  route({ method: "PATCH", path: "/users/{id}", operation: updateUser, tag, version }),
  route({
    method: "PUT",
    path: "/users/{id}",
    operation: updateUser,
    id: "users.replace",
    complete: ["email", "name", "role", "active"],
    tag,
    version,
  }),
  route({ method: "DELETE", path: "/users/{id}", operation: deleteUser, tag, status: 204 }),
  route({ method: "POST", path: "/users/{id}/activate", operation: activateUser, tag, version }),
  route({ method: "GET", path: "/users/{assignee}/orders", operation: listOrders, id: "users.orders", tag }),
  route({
    method: "GET",
    path: "/users/{assignee}/orders/{id}",
    operation: getOrder,
    id: "users.order",
    owner: { name: "assignee", of: ({ assigneeId }) => assigneeId },
    tag,
    version,
  }),
];

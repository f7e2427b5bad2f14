import { listPermissions } from "#core/catalogue.ts";
import {
  createInvitation,
  getInvitation,
  listInvitations,
  resendInvitation,
  revokeInvitation,
} from "#core/invitations/index.ts";
import { getOrder, listOrders } from "#core/orders/index.ts";
import { createRole, deleteRole, getRole, listRoles, updateRole } from "#core/roles/index.ts";
import type { RoleView } from "#core/roles/schemas.ts";
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
/** What of a role changes without its version: how many users have it. */
const state = ({ users }: RoleView): string => `u${users}`;

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
  route({ method: "GET", path: "/invitations", operation: listInvitations, tag }),
  route({
    method: "POST",
    path: "/invitations",
    operation: createInvitation,
    tag,
    status: 201,
    location: ({ id }) => `/invitations/${id}`,
  }),
  route({ method: "GET", path: "/invitations/{id}", operation: getInvitation, tag }),
  route({ method: "POST", path: "/invitations/{id}/resend", operation: resendInvitation, tag }),
  route({ method: "DELETE", path: "/invitations/{id}", operation: revokeInvitation, tag, status: 204 }),
  route({ method: "GET", path: "/permissions", operation: listPermissions, tag }),
  route({ method: "GET", path: "/roles", operation: listRoles, tag }),
  route({
    method: "POST",
    path: "/roles",
    operation: createRole,
    tag,
    status: 201,
    location: ({ id }) => `/roles/${id}`,
    version,
  }),
  route({ method: "GET", path: "/roles/{id}", operation: getRole, tag, version, state }),
  route({ method: "PATCH", path: "/roles/{id}", operation: updateRole, tag, version }),
  route({ method: "DELETE", path: "/roles/{id}", operation: deleteRole, tag, status: 204 }),
];

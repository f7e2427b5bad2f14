export { activateUser } from "./activate-user.ts";
export { createUser } from "./create-user.ts";
export { currentUser } from "./current-user.ts";
export { deleteUser } from "./delete-user.ts";
export { ensureAdmin } from "./ensure-admin.ts";
export { getUser } from "./get-user.ts";
export { listUsers } from "./list-users.ts";
export { updateUser } from "./update-user.ts";

export { createLink } from "./create-link.ts";
export { listLinks } from "./list-links.ts";
export { revokeLink } from "./revoke-link.ts";
export { showOrder } from "./show-order.ts";

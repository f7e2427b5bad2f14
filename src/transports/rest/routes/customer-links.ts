import * as links from "#core/links/index.ts";
import { route } from "../route.ts";

const tag = "Orders";
const path = "/orders/{id}/customer-links";

export const customerLinkRoutes = [
  route({ method: "GET", path, operation: links.listLinks, tag }),
  route({ method: "POST", path, operation: links.createLink, tag, status: 201 }),
  route({ method: "DELETE", path: `${path}/{linkId}`, operation: links.revokeLink, tag }),
  route({ method: "GET", path: "/orders/{id}/customer-view", operation: links.showOrder, tag }),
];

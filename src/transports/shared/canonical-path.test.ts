import { describe, expect, it } from "vitest";
import { pathFault } from "./canonical-path.ts";

describe("a request target", () => {
  it.each([
    "/",
    "/api/v2/orders",
    "/api/v2/orders?q=a//b/../c%zz",
    "/api/v2/stock-levels/A%20B",
    "/orders/%C3%A9",
    "/products/a%2Fb",
    "/.well-known/jwks.json",
    "/queues/x.svg",
    "/api/v2/uploads/...",
  ])("%s is accepted", (target) => expect(pathFault(target)).toBeUndefined());

  it.each([
    "/./api/trpc/orders.place",
    "/x/../api/v2/orders",
    "/%2e/api/v2/orders",
    "/x/%2E%2e/api/v2/orders",
    "/x/.%2e/api/v2/orders",
    "/x%2f..%2fapi/v2/orders",
    "/api/v2/..",
    "//api/v2/orders",
    "/api//v2/orders",
    "/x\\..\\api",
    "/x%5c..%5capi",
    "/orders/%zz",
    "/orders/%",
    "/orders/%ff",
    "/orders/a%00b",
    "/orders/a%0d%0ab",
    "/#/api/v2/orders",
    "http://127.0.0.1/api/v2/orders",
    "*",
    "",
  ])("%j is rejected", (target) => expect(pathFault(target)).toMatch(/^\S.*\.$/));
});

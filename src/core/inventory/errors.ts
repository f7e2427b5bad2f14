import { failure } from "../kernel/errors.ts";

export const unknownLevel = failure("not_found", "inventory.unknown_level", (sku: string, location: string) => ({
  message: `There is no stock of ${sku} to keep at ${location}: check the SKU and the location's code.`,
  details: { sku, location },
}));

export const negativeStock = failure(
  "conflict",
  "inventory.negative_stock",
  (level: { sku: string; location: string; onHand: number }, delta: number) => ({
    message: `There are ${level.onHand} of ${level.sku} at ${level.location}; ${-delta} cannot be taken away.`,
    errors: [{ pointer: "/delta", detail: `Only ${level.onHand} are on hand.`, sku: level.sku, onHand: level.onHand }],
  }),
);

export const tooMuchStock = failure(
  "invalid",
  "inventory.too_much_stock",
  (most: number, pointer: string = "/delta") => ({
    message: `A location holds at most ${most} of an article.`,
    errors: [{ pointer, detail: `At most ${most} fit.` }],
  }),
);

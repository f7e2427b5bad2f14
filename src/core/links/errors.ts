import { failure } from "../kernel/errors.ts";

export const tooManyLinks = failure("conflict", "customer_link.too_many", (most: number) => ({
  message: `An order has ${most} valid links at most. Revoke one of them first.`,
  details: { most },
}));

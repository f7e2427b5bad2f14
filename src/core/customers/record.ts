import type { z } from "zod";
import type { CustomerView } from "./schemas.ts";

type View = z.input<typeof CustomerView>;

/** A customer as the store reads and writes it. */
export interface CustomerRecord extends Omit<View, "createdAt" | "updatedAt"> {
  createdAt: Date;
  updatedAt: Date;
}

export const viewOf = (customer: CustomerRecord): View => ({
  ...customer,
  createdAt: customer.createdAt.toISOString(),
  updatedAt: customer.updatedAt.toISOString(),
});

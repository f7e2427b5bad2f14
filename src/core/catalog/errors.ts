import { failure, type Fault } from "../kernel/errors.ts";

export const skuTaken = failure("conflict", "catalog.sku_taken", (errors: readonly Fault[]) => ({
  message: errors.length === 1 ? (errors[0]?.detail ?? "") : `${errors.length} SKUs are taken.`,
  errors,
}));

export const wrongVariants = failure("invalid", "catalog.wrong_variants", (errors: readonly Fault[]) => ({
  message: errors.length === 1 ? (errors[0]?.detail ?? "") : `${errors.length} variants are not right.`,
  errors,
}));

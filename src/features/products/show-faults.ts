import type { UseFormReturn } from "react-hook-form";
import type { Fault } from "#core/kernel/errors.ts";
import type { ProductForm } from "#features/products/product-form.ts";

const topFields = ["title", "description", "status", "image"] as const;
const variantFields = ["sku", "title", "barcode", "price"] as const;

/** Shows the server's validation errors at their fields; false when none belongs to a field. */
export function showFaults(
  form: UseFormReturn<ProductForm>,
  faults: readonly Fault[],
  /** The form index of the sent variant. */
  placeOf: (sentIndex: number) => number,
): boolean {
  let shown = false;
  for (const { pointer = "", detail } of faults) {
    const [first, index, key = ""] = pointer.slice(1).split("/");
    const top = topFields.find((field) => field === first);
    const inner = variantFields.find((field) => key.startsWith(field));
    if (first === "variants" && inner)
      form.setError(`variants.${placeOf(Number(index))}.${inner}`, { message: detail }, { shouldFocus: !shown });
    else if (top) form.setError(top, { message: detail }, { shouldFocus: !shown });
    else continue;
    shown = true;
  }
  return shown;
}

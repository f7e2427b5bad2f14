import type { UseFormReturn } from "react-hook-form";
import type { Fault } from "#core/kernel/errors.ts";
import type { CustomerForm } from "#features/customers/customer-form.ts";

const topFields = ["name", "email", "phone", "reference", "groups", "notes"] as const;
const addressFields = ["name", "line1", "line2", "city", "region", "postalCode", "country", "phone"] as const;

/** Shows the server's validation errors at their fields; false when none belongs to a field. */
export function showFaults(form: UseFormReturn<CustomerForm>, faults: readonly Fault[]): boolean {
  let shown = false;
  for (const { pointer = "", detail } of faults) {
    const [first, index, key] = pointer.slice(1).split("/");
    const top = topFields.find((field) => field === first);
    const inner = addressFields.find((field) => field === key);
    if (first === "addresses" && inner)
      form.setError(`addresses.${Number(index)}.${inner}`, { message: detail }, { shouldFocus: !shown });
    else if (top) form.setError(top, { message: detail }, { shouldFocus: !shown });
    else continue;
    shown = true;
  }
  return shown;
}

import type { FieldPath, FieldValues, UseFormReturn } from "react-hook-form";
import type { Fault } from "#core/kernel/errors.ts";

/**
 * Shows the server's validation errors at the fields of a form, by the first step of their pointers, and focuses the
 * first; false when none belongs to a field.
 */
export function showFaults<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  faults: readonly Fault[],
  fields: Readonly<Record<string, FieldPath<Values>>>,
): boolean {
  let shown = false;
  for (const { pointer = "", detail } of faults) {
    const name = fields[pointer.split("/")[1] ?? ""];
    if (name === undefined) continue;
    form.setError(name, { message: detail }, { shouldFocus: !shown });
    shown = true;
  }
  return shown;
}

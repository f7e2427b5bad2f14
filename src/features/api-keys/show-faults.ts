import type { UseFormReturn } from "react-hook-form";
import type { Fault } from "#core/kernel/errors.ts";
import type { KeyForm } from "#features/api-keys/key-form.ts";

const fields: Readonly<Record<string, keyof KeyForm>> = {
  name: "name",
  scopes: "scopes",
  allowedAddresses: "allowedAddresses",
  expiresAt: "expiresAt",
  limit: "requests",
};

/** Shows the server's validation errors at their fields; false when none belongs to a field. */
export function showFaults(form: UseFormReturn<KeyForm>, faults: readonly Fault[]): boolean {
  let shown = false;
  for (const { pointer = "", detail } of faults) {
    const name = fields[pointer.split("/")[1] ?? ""];
    if (name === undefined) continue;
    form.setError(name, { message: detail }, { shouldFocus: !shown });
    shown = true;
  }
  return shown;
}

import type { UseFormReturn } from "react-hook-form";
import type { Fault } from "#core/kernel/errors.ts";
import type { EndpointForm } from "#features/webhooks/endpoint-form.ts";

const names = [
  "url",
  "description",
  "eventTypes",
  "channels",
  "headers",
  "payload",
  "transform",
  "fields",
  "maxPerSecond",
  "maxConcurrent",
] as const;

/** Shows the server's validation errors at their fields; false when none belongs to a field. */
export function showFaults(form: UseFormReturn<EndpointForm>, faults: readonly Fault[]): boolean {
  let shown = false;
  for (const { pointer = "", detail } of faults) {
    const name = names.find((field) => field === pointer.split("/")[1]);
    if (name === undefined) continue;
    form.setError(name, { message: detail }, { shouldFocus: !shown });
    shown = true;
  }
  return shown;
}

import type { Fault } from "../kernel/errors.ts";
import { unknownLocations } from "./errors.ts";

export function refuseUnknownLocations(order: readonly string[], known: readonly { code: string }[]): void {
  const codes = new Set(known.map((location) => location.code));
  const faults = order.flatMap((code, index): Fault[] =>
    codes.has(code)
      ? []
      : [{ pointer: `/locationOrder/${index}`, detail: `There is no location called ${code}.`, location: code }],
  );
  if (faults.length > 0) throw unknownLocations(faults);
}

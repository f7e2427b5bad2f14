import { at, type Json } from "../scenario.ts";

/** The JSON Pointers of `errors: [{ pointer }]`. */
export function pointersOf(refusal: Json | undefined): string[] {
  const errors = at(refusal, "errors");
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((error: Json) => {
    const pointer = at(error, "pointer");
    return typeof pointer === "string" ? [pointer] : [];
  });
}

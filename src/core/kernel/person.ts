import type { Actor } from "./actor.ts";
import { unauthenticated } from "./errors.ts";

/** The caller's own user id. A key has no person behind it, and a token may do what it was given, not change how its user signs in. */
export function personOf({ type, id, client }: Actor): string {
  if (type !== "user" || client !== undefined) throw unauthenticated();
  return id;
}

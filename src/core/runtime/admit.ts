import type { z, ZodError } from "zod";
import type { Actor } from "../kernel/actor.ts";
import { type Fault, forbidden, inPointer, invalid } from "../kernel/errors.ts";
import { refuseStaleProof } from "../kernel/fresh-proof.ts";
import type { AnyOperation } from "../kernel/operation.ts";
import { unstorableAt } from "../kernel/storable.ts";

/** A customer's link opens what is made for links, and nothing else, not even what needs no scope. */
export function authorise(actor: Actor, operation: Pick<AnyOperation, "scope" | "freshProof">, now: Date): void {
  if (actor.orderId !== undefined && operation.scope !== "link") throw forbidden(operation.scope);
  if (operation.scope !== "any" && !actor.scopes.has(operation.scope)) throw forbidden(operation.scope);
  if (operation.freshProof === true) refuseStaleProof(actor, now);
}

/**
 * The only place where a ZodError becomes the caller's fault. Text that PostgreSQL cannot store is rejected here for
 * every field of every operation, so that schemas need not check it. `at` points to the input within the request.
 */
export function parseInput<I extends z.ZodType>(schema: I, input: unknown, at = ""): z.output<I> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw invalid(faultsOf(parsed.error, at));
  const pointer = unstorableAt(parsed.data);
  if (pointer !== undefined)
    throw invalid([
      { pointer: `${at}${pointer}`, detail: "Text holds neither the character NUL nor half of a surrogate pair." },
    ]);
  return parsed.data;
}

function faultsOf(error: ZodError, root: string): Fault[] {
  return error.issues.slice(0, 50).flatMap((issue) => {
    const at = (path: PropertyKey[]) => root + path.map((part) => `/${inPointer(String(part))}`).join("");
    if (issue.code !== "unrecognized_keys") return [{ pointer: at(issue.path), detail: issue.message }];
    return issue.keys.map((key) => ({ pointer: at([...issue.path, key]), detail: "This field is not known here." }));
  });
}

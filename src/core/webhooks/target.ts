import type { WriteContext } from "../kernel/operation.ts";
import { movedSecret, privateTarget } from "./errors.ts";

/** An address inside our own network is refused when it is given, not only when something is sent there. */
export function refusePrivateTarget({ mayCall }: Pick<WriteContext, "mayCall">, url: string | null | undefined): void {
  if (typeof url === "string" && mayCall?.(url) === false) throw privateTarget();
}

/** A secret that was given for one server is not sent to another: whoever may change the address may not learn it. */
export function refuseMovedSecret(
  before: string | null,
  after: string | null | undefined,
  kept: false | "headers" | "authorization",
): void {
  if (kept === false || before === null || typeof after !== "string") return;
  if (new URL(before).origin !== new URL(after).origin) throw movedSecret(kept);
}

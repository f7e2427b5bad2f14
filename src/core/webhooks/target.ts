import type { WriteContext } from "../kernel/operation.ts";
import { movedSecret, privateTarget } from "./errors.ts";

/** A URL inside our own network is rejected when it is set, not only when something is sent there. */
export function refusePrivateTarget({ mayCall }: Pick<WriteContext, "mayCall">, url: string | null | undefined): void {
  if (typeof url === "string" && mayCall?.(url) === false) throw privateTarget();
}

/** Prevents exfiltration: a secret set for one server is not sent to another after a change of the URL. */
export function refuseMovedSecret(
  before: string | null,
  after: string | null | undefined,
  kept: false | "headers" | "authorization",
): void {
  if (kept === false || before === null || typeof after !== "string") return;
  if (new URL(before).origin !== new URL(after).origin) throw movedSecret(kept);
}

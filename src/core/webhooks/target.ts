import type { WriteContext } from "../kernel/operation.ts";
import { privateTarget } from "./errors.ts";

/** An address inside our own network is refused when it is given, not only when something is sent there. */
export function refusePrivateTarget({ mayCall }: Pick<WriteContext, "mayCall">, url: string | null | undefined): void {
  if (typeof url === "string" && mayCall?.(url) === false) throw privateTarget();
}

import { isHubError } from "#core/kernel/errors.ts";
import type { AnyOperation } from "#core/kernel/operation.ts";
import type { Gateway } from "../gateway/gateway.ts";
import type { Knock } from "../gateway/knock.ts";
import { recordable } from "./http-refusal.ts";

/**
 * Reads a request whose body names its sender, when the address has quota left. What is refused before anybody is known
 * is counted against the address and recorded, as a failed proof is.
 */
export async function readOfStranger<T>(
  gateway: Gateway,
  { knock, door }: { readonly knock: Knock; readonly door: Pick<AnyOperation, "name" | "kind"> },
  read: () => Promise<T>,
): Promise<T> {
  const exhausted = await gateway.approach(knock);
  exhausted?.admit(door);
  try {
    return await read();
  } catch (error) {
    const recorded = recordable(error);
    if (!isHubError(recorded)) throw error; // ours, or the connection's
    const caller = await gateway.turnAway(knock, recorded);
    try {
      caller.admit(door);
    } catch (refused) {
      throw refused === recorded ? error : refused;
    }
    throw error;
  }
}

import type { Call, WriteContext } from "../kernel/operation.ts";
import { apiKeyRevoked } from "./events.ts";
import { revokeMadeBy } from "./store.ts";

/** A key never outlives its creator, be it a removed user or a revoked key. */
export async function endKeysOf(context: WriteContext & Pick<Call<unknown>, "emit">, makerId: string): Promise<void> {
  for (const key of await revokeMadeBy(context, makerId)) context.emit(apiKeyRevoked(key.id, key));
}

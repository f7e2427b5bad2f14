import type { Call, WriteContext } from "../kernel/operation.ts";
import { oauthClientRevoked } from "../oauth/events.ts";
import { revokeClientsOf } from "../oauth/store.ts";
import { apiKeyRevoked } from "./events.ts";
import { revokeMadeBy } from "./store.ts";

/** A key or an OAuth client never outlives its creator, be it a removed user or a revoked key. */
export async function endKeysOf(context: WriteContext & Pick<Call<unknown>, "emit">, makerId: string): Promise<void> {
  const keys = await revokeMadeBy(context, makerId);
  for (const key of keys) context.emit(apiKeyRevoked(key.id, key));
  const makers = [makerId, ...keys.map(({ id }) => id)];
  for (const client of await revokeClientsOf(context, makers)) context.emit(oauthClientRevoked(client.id, client));
}

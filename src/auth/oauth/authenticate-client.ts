import { timingSafeEqual } from "node:crypto";
import type { Actor } from "#core/kernel/actor.ts";
import { asTenantId, isId } from "#core/kernel/ids.ts";
import { hashOf } from "#core/oauth/secret-format.ts";
import type { Hub } from "#core/runtime/hub.ts";
import { boundsOf } from "../key-bounds.ts";
import { countGuess, refuseGuessed } from "./client-limits.ts";
import { invalidClient } from "./errors.ts";
import { type ClientRow, findClient } from "./grant-store.ts";

export interface ClientCredentials {
  readonly id: string;
  readonly secret: string;
  /** The caller's IP address; absent when unknown. */
  readonly ip: string | undefined;
}

/** Rejects with `oauth.invalid_client`, or with `auth.throttled`. */
export async function authenticateClient(hub: Hub, { id, secret, ip }: ClientCredentials): Promise<ClientRow> {
  const clientId = isId(id) ? id.toLowerCase() : "";
  const client = clientId === "" ? undefined : await findClient(hub.db.sql, clientId, hub.clock());
  const given = Buffer.from(hashOf(secret));
  const isRight = client !== undefined && timingSafeEqual(given, Buffer.from(client.hash));
  if (isRight && boundsOf(client).allows(ip ?? "")) return client;
  await refuseGuessed(hub, clientId, ip);
  await countGuess(hub, clientId, ip);
  throw invalidClient();
}

/** The client, as who asks for a token to be revoked. */
export const asActor = ({ id, name, tenantId }: Pick<ClientRow, "id" | "name" | "tenantId">): Actor => ({
  type: "client",
  id,
  name,
  tenantId: asTenantId(tenantId),
  scopes: new Set(["system"]),
});

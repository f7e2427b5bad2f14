import { revokeOAuthTokens } from "#core/oauth/index.ts";
import { hashOf, isRefreshToken } from "#core/oauth/secret-format.ts";
import { execute } from "#core/runtime/execute.ts";
import type { Claims } from "./access-token.ts";
import { asActor } from "./authenticate-client.ts";
import { unauthorizedClient } from "./errors.ts";
import { type ClientRow, findGrant } from "./grant-store.ts";
import type { OAuth } from "./oauth.ts";
import { findRefreshToken, type RefreshRow } from "./refresh-store.ts";
import { scopesOf } from "./token-check.ts";

/**
 * Revokes a token and all of its family (RFC 7009): no process accepts any of them once this resolves. Nothing happens
 * for a token that is not valid.
 */
export async function revokeToken(oauth: OAuth, client: ClientRow, asked: { token: string; requestId: string }) {
  const { token, requestId } = asked;
  const found = await ofToken(oauth, token);
  if (found === undefined) return;
  if (found.clientId !== client.id) throw unauthorizedClient("This token belongs to another client.");
  const input = { grantId: found.grantId, reason: "requested" };
  await execute(oauth.hub, asActor(client), revokeOAuthTokens, input, { transport: "rest", requestId });
}

async function ofToken(
  { hub, tokens }: OAuth,
  token: string,
): Promise<{ clientId: string; grantId: string } | undefined> {
  if (isRefreshToken(token)) return findRefreshToken(hub.db.sql, hashOf(token));
  const claims = await tokens.signed(token);
  return claims === undefined ? undefined : { clientId: claims.client_id, grantId: claims.grant };
}

const INACTIVE = { active: false } as const;

/** What RFC 7662 tells about a token: to clients of its own tenant; of a refresh token only to the client that holds it. */
export async function introspect(oauth: OAuth, client: ClientRow, token: string): Promise<object> {
  if (!isRefreshToken(token)) return ofAccess(oauth, client, await oauth.tokens.claims(token));
  const found = await findRefreshToken(oauth.hub.db.sql, hashOf(token));
  return found === undefined ? INACTIVE : ofRefresh(oauth, client, found);
}

function ofAccess({ party }: OAuth, { tenantId }: ClientRow, claims: Claims | undefined): object {
  if (claims === undefined || claims.tenant !== tenantId) return INACTIVE;
  const { scope, client_id, sub, exp, iat, jti } = claims;
  const { issuer: iss, audience: aud } = party;
  return { active: true, token_type: "Bearer", scope, client_id, sub, iss, aud, exp, iat, jti };
}

async function ofRefresh({ hub, party }: OAuth, client: ClientRow, found: RefreshRow): Promise<object> {
  const now = hub.clock();
  const { tenantId, grantId, clientId, usedAt, expiresAt } = found;
  if (clientId !== client.id || usedAt !== null || expiresAt <= now) return INACTIVE;
  const grant = await findGrant(hub.db.sql, { tenantId, clientId, id: grantId }, now);
  if (grant === undefined) return INACTIVE;
  const exp = Math.floor(expiresAt.getTime() / 1000);
  const scope = scopesOf(grant).join(" ");
  return { active: true, scope, client_id: clientId, sub: grant.user?.id ?? clientId, iss: party.issuer, exp };
}

import { revokeOAuthTokens } from "#core/oauth/index.ts";
import { hashOf, isRefreshToken, makeSeed, successorOf } from "#core/oauth/secret-format.ts";
import { execute } from "#core/runtime/execute.ts";
import { asActor } from "./authenticate-client.ts";
import { invalidGrant, invalidRequest } from "./errors.ts";
import { type ClientRow, findGrant } from "./grant-store.ts";
import type { OAuth } from "./oauth.ts";
import { findRefreshToken, type RefreshRow, rotate } from "./refresh-store.ts";
import { answer, type Asked, narrowed, REFRESH_MS, type Tokens } from "./token-answer.ts";
import { scopesOf } from "./token-check.ts";

/** Processes of one program may refresh at once, and a lost answer may be asked for again. */
const GRACE_MS = 10_000;

/**
 * Exchanges a refresh token, which counts once. Within the grace all who use it get the same successor. Later use means
 * that two parties hold it: the whole family ends (RFC 9700 §4.14.2).
 */
export async function refresh(oauth: OAuth, client: ClientRow, asked: Asked): Promise<Tokens> {
  const { hub } = oauth;
  const { refreshToken: token, scope } = asked;
  if (token === undefined) throw invalidRequest("The parameter refresh_token is missing.");
  const hash = hashOf(token);
  const found = isRefreshToken(token) ? await findRefreshToken(hub.db.sql, hash) : undefined;
  const now = hub.clock();
  if (found === undefined || found.clientId !== client.id || found.expiresAt <= now) throw invalidGrant();
  await refuseReused(oauth, client, { found, asked });
  const name = { tenantId: found.tenantId, clientId: client.id, id: found.grantId };
  const grant = await findGrant(hub.db.sql, name, now);
  if (grant === undefined) throw invalidGrant();
  const scopes = narrowed(scopesOf(grant), scope);
  const successor = successorOf(token, found.seed);
  const next = { hash: hashOf(successor), seed: makeSeed(), expiresAt: new Date(now.getTime() + REFRESH_MS) };
  if (!(await rotate(hub.db.sql, { hash, now }, next))) {
    const used = await findRefreshToken(hub.db.sql, hash);
    if (used === undefined) throw invalidGrant();
    await refuseReused(oauth, client, { found: used, asked });
  }
  const tokens = await answer(oauth, client, { grantId: found.grantId, userId: grant.user?.id ?? null, scopes });
  return { ...tokens, refresh_token: successor };
}

interface Used {
  readonly found: RefreshRow;
  readonly asked: Asked;
}

async function refuseReused({ hub }: OAuth, client: ClientRow, { found, asked }: Used): Promise<void> {
  const { usedAt, grantId } = found;
  if (usedAt === null || hub.clock().getTime() - usedAt.getTime() <= GRACE_MS) return;
  const input = { grantId, reason: "reused" };
  await execute(hub, asActor(client), revokeOAuthTokens, input, { transport: "rest", requestId: asked.requestId });
  throw invalidGrant();
}

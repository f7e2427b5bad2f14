import { scopesOf } from "#core/kernel/actor.ts";
import { isHubError } from "#core/kernel/errors.ts";
import { newId } from "#core/kernel/ids.ts";
import { hashOf, makeRefreshToken, makeSeed } from "#core/oauth/secret-format.ts";
import { boundedScopes } from "../bounded-scopes.ts";
import { type SignedIn, signIn } from "../sign-in.ts";
import { ACCESS_S } from "./access-token.ts";
import { invalidGrant, invalidRequest, unauthorizedClient, unsupportedGrantType } from "./errors.ts";
import { type ClientRow, insertGrant } from "./grant-store.ts";
import type { OAuth } from "./oauth.ts";
import { insertRefreshToken } from "./refresh-store.ts";
import { refresh } from "./refresh.ts";
import { answer, type Asked, narrowed, REFRESH_MS, type Tokens } from "./token-answer.ts";

export function grantTokens(oauth: OAuth, client: ClientRow, asked: Asked): Promise<Tokens> {
  switch (asked.grantType) {
    case "client_credentials":
      return forItself(oauth, client, asked);
    case "password":
      return forUser(oauth, client, asked);
    case "refresh_token":
      return refresh(oauth, client, asked);
    case undefined:
    case "":
      throw invalidRequest("The parameter grant_type is missing.");
    default:
      throw unsupportedGrantType();
  }
}

const WITH_FACTOR =
  "This user signs in with a second factor, which this grant cannot take. Use client_credentials or an API key.";

/** A client renews what it does for itself with its secret: it gets no refresh token (RFC 6749 §4.4.3). */
async function forItself(oauth: OAuth, client: ClientRow, { scope }: Asked): Promise<Tokens> {
  const scopes = narrowed(boundedScopes(client.scopes, client), scope);
  const { grantId } = await begin(oauth, client, { user: null, scopes, lastsMs: ACCESS_S * 1000 });
  return answer(oauth, client, { grantId, userId: null, scopes });
}

async function forUser(oauth: OAuth, client: ClientRow, asked: Asked): Promise<Tokens> {
  const { username, password, ip, scope } = asked;
  if (!client.firstParty) throw unauthorizedClient("Only clients declared as first-party may take passwords.");
  if (username === undefined || password === undefined)
    throw invalidRequest("The parameters username and password are both needed.");
  const user = await signIn(oauth.hub, { email: username, password, ip }).catch((error: unknown) => {
    throw isHubError(error) && error.kind === "unauthenticated" ? invalidGrant() : error;
  });
  if (user.tenantId !== client.tenantId) throw invalidGrant();
  if (user.needsFactor) throw invalidGrant(WITH_FACTOR);
  const allowed = new Set<string>(scopesOf(user.rights));
  const scopes = narrowed(
    boundedScopes(client.scopes, client).filter((each) => allowed.has(each)),
    scope,
  );
  const { grantId, now } = await begin(oauth, client, { user, scopes, lastsMs: REFRESH_MS });
  const token = makeRefreshToken();
  const stored = { hash: hashOf(token), seed: makeSeed(), expiresAt: new Date(now.getTime() + REFRESH_MS) };
  await insertRefreshToken(oauth.hub.db.sql, { tenantId: client.tenantId, grantId }, stored);
  return { ...(await answer(oauth, client, { grantId, userId: user.id, scopes })), refresh_token: token };
}

interface New {
  readonly user: Pick<SignedIn, "id" | "verifiedHash"> | null;
  readonly scopes: readonly string[];
  readonly lastsMs: number;
}

async function begin({ hub }: OAuth, { id: clientId, tenantId }: ClientRow, { user, scopes, lastsMs }: New) {
  const [grantId, now] = [newId(), hub.clock()];
  const expiresAt = new Date(now.getTime() + lastsMs);
  const grant = { tenantId, id: grantId, clientId, user, scopes, now, expiresAt };
  if (!(await insertGrant(hub.db.sql, grant))) throw invalidGrant();
  return { grantId, now };
}

import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { isHubError } from "#core/kernel/errors.ts";
import { newId } from "#core/kernel/ids.ts";
import { ALGORITHM, type SigningKeys } from "./signing-keys.ts";

export const ACCESS_S = 900;
const TYPE = "at+jwt";
/** Ours have about 700 characters. */
const LONGEST = 4096;
/** The compact form of a JWS. API keys chosen by an operator may look the same. */
const COMPACT = /^eyJ[\w-]*\.[\w-]+\.[\w-]+$/;

export const looksLikeToken = (token: string): boolean => token.length <= LONGEST && COMPACT.test(token);

/** The claims of RFC 9068, and those by which we find what was granted. */
const Claims = z.object({
  iss: z.string(),
  aud: z.string(),
  sub: z.string(),
  client_id: z.uuid(),
  scope: z.string(),
  jti: z.string(),
  iat: z.int(),
  exp: z.int(),
  tenant: z.uuid(),
  grant: z.uuid(),
});
export type Claims = z.output<typeof Claims>;

/** Who the tokens are from and for. */
export interface Party {
  readonly issuer: string;
  readonly audience: string;
}

export interface Granted {
  readonly tenantId: string;
  readonly grantId: string;
  readonly clientId: string;
  /** The user, or the client itself. */
  readonly subject: string;
  readonly scopes: readonly string[];
  readonly now: Date;
}

export async function signToken(keys: SigningKeys, party: Party, granted: Granted): Promise<string> {
  const { kid, key } = await keys.signer();
  const { tenantId, grantId, clientId, subject, scopes, now } = granted;
  const issuedAt = Math.floor(now.getTime() / 1000);
  return new SignJWT({ client_id: clientId, scope: scopes.join(" "), tenant: tenantId, grant: grantId })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid })
    .setIssuer(party.issuer)
    .setAudience(party.audience)
    .setSubject(subject)
    .setJti(newId())
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + ACCESS_S)
    .sign(key);
}

/** The claims of a valid token; undefined for any other. Rejects only when the keys cannot be read. */
export async function verifiedClaims(
  keys: SigningKeys,
  { issuer, audience }: Party,
  { token, now }: { readonly token: string; readonly now: Date },
): Promise<Claims | undefined> {
  if (!looksLikeToken(token)) return undefined;
  const keyNamed = async ({ kid }: { readonly kid?: string }) => {
    const key = kid === undefined ? undefined : await keys.verifier(kid);
    if (key === undefined) throw new UnknownKey();
    return key;
  };
  try {
    const accepted = { algorithms: [ALGORITHM], typ: TYPE, issuer, audience, currentDate: now };
    const { payload } = await jwtVerify(token, keyNamed, accepted);
    return Claims.safeParse(payload).data;
  } catch (error) {
    if (error instanceof UnknownKey || isJoseError(error)) return undefined;
    throw error;
  }
}

class UnknownKey extends Error {}

const isJoseError = (error: unknown): boolean =>
  !isHubError(error) && error instanceof Error && "code" in error && String(error.code).startsWith("ERR_J");

import { ACCESS_S, signToken } from "./access-token.ts";
import { invalidScope } from "./errors.ts";
import type { ClientRow } from "./grant-store.ts";
import type { OAuth } from "./oauth.ts";

/** The parameters of RFC 6749, as they were sent. */
export interface Asked {
  readonly grantType: string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly refreshToken?: string | undefined;
  readonly scope?: string | undefined;
  /** The caller's IP address; absent when unknown. */
  readonly ip: string | undefined;
  readonly requestId: string;
}

/** The answer of RFC 6749 §5.1. */
export interface Tokens {
  readonly access_token: string;
  readonly token_type: "Bearer";
  readonly expires_in: number;
  readonly scope: string;
  readonly refresh_token?: string;
}

export const REFRESH_MS = 7 * 24 * 3_600_000;

interface Ready {
  readonly grantId: string;
  readonly userId: string | null;
  readonly scopes: readonly string[];
}

export async function answer(
  { hub, keys, party }: OAuth,
  { id: clientId, tenantId }: Pick<ClientRow, "id" | "tenantId">,
  { grantId, userId, scopes }: Ready,
): Promise<Tokens> {
  const granted = { tenantId, grantId, clientId, subject: userId ?? clientId, scopes, now: hub.clock() };
  const token = await signToken(keys, party, granted);
  return { access_token: token, token_type: "Bearer", expires_in: ACCESS_S, scope: scopes.join(" ") };
}

/** All that may be had; or, of that, what was asked for (RFC 6749 §3.3). */
export function narrowed(most: readonly string[], asked: string | undefined): readonly string[] {
  const wanted = (asked ?? "").split(" ").filter((each) => each !== "");
  const scopes = wanted.length === 0 ? most : [...new Set(wanted)];
  if (scopes.length === 0 || scopes.some((scope) => !most.includes(scope))) throw invalidScope();
  return scopes;
}

import type { JWK } from "jose";
import type { Hub } from "#core/runtime/hub.ts";
import type { Party } from "./access-token.ts";
import { SigningKeys } from "./signing-keys.ts";
import { TokenCheck } from "./token-check.ts";

/** The authorization server of this process; its keys and grants are those of all processes. */
export interface OAuth {
  readonly hub: Hub;
  readonly party: Party;
  readonly keys: SigningKeys;
  readonly tokens: TokenCheck;
  readonly published: () => Promise<readonly JWK[]>;
}

/** Tokens are from the public address, and for the API below it. */
export function createOAuth(hub: Hub, publicUrl: string): OAuth {
  const party = { issuer: publicUrl, audience: `${publicUrl}/api` };
  const keys = new SigningKeys(hub);
  return { hub, party, keys, tokens: new TokenCheck(hub, keys, party), published: () => keys.published() };
}

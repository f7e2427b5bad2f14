import type { Scope } from "#core/kernel/actor.ts";
import { choiceParam, paramsLoader } from "#features/list/url-params.ts";
import type { Outputs } from "#features/trpc/client.ts";

export type ApiKey = Outputs["apiKeys"]["show"]["data"][number];
export type KeyWithSecret = Outputs["apiKeys"]["create"];
export type KeyScope = Exclude<Scope, "any" | "system" | "link">;

export const keyStates = ["valid", "rotating", "expired", "revoked"] as const;
export type KeyState = (typeof keyStates)[number];

export const keyParams = { state: choiceParam(keyStates) };
export const loadKeyParams = paramsLoader(keyParams);

export function stateOf(key: ApiKey, now: number): KeyState {
  if (key.revokedAt !== null) return "revoked";
  if (key.expiresAt !== null && Date.parse(key.expiresAt) <= now) return "expired";
  return key.secrets.length > 1 ? "rotating" : "valid";
}

import { networkOf } from "../kernel/network.ts";

export const WINDOW_MS = 15 * 60_000;

/** Something that is counted, and how many failures of it a window allows. */
export interface Counter {
  readonly name: string;
  readonly most: number;
  /** Networks with a recent successful sign-in stay allowed, so that an attack cannot lock out the account's owner. */
  readonly sparesKnown: boolean;
}

/**
 * For sign-in: five attempts per account and network, so that an attacker elsewhere locks nobody out; a higher limit per network
 * over all accounts, and per account over all networks. Without a known address only the account counts.
 */
export function signInCounters(email: string, ip: string | undefined): readonly Counter[] {
  const network = networkName(ip);
  const pair = { name: `email:${email} network:${network}`, most: 5, sparesKnown: false };
  const ofNetwork = { name: `network:${network}`, most: 35, sparesKnown: true };
  const ofAccount = { name: `email:${email}`, most: 100, sparesKnown: true };
  return ip === undefined ? [pair, ofAccount] : [pair, ofNetwork, ofAccount];
}

/** For proofs that a signed-in person gives again: their password, or a code of their second factor. */
export const ownProofCounter = (userId: string): Counter => ({
  name: `own proof of user:${userId}`,
  most: 5,
  sparesKnown: false,
});

export const networkName = (ip: string | undefined): string => (ip === undefined ? "unknown" : networkOf(ip));

/** For second factors: a code has a million values, so that an account has few guesses over all networks too. */
export function factorCounters(userId: string, ip: string | undefined): readonly Counter[] {
  const pair = { name: `factor of user:${userId} network:${networkName(ip)}`, most: 5, sparesKnown: false };
  return [pair, { name: `factor of user:${userId}`, most: 20, sparesKnown: false }];
}

import { networkOf } from "#core/kernel/network.ts";

export const WINDOW_MS = 15 * 60_000;

/** The keys by which failed sign-ins are counted, and how many of each are allowed. */
interface Limit {
  readonly name: (email: string, network: string) => string;
  readonly most: number;
  /** Networks with a recent successful sign-in stay allowed, so that an attack cannot lock out the account's owner. */
  readonly sparesKnown: boolean;
}

const ofPair: Limit = {
  name: (email, network) => `email:${email} network:${network}`,
  most: 5,
  sparesKnown: false,
};
const ofNetwork: Limit = { name: (_, network) => `network:${network}`, most: 35, sparesKnown: true };
const ofAccount: Limit = { name: (email) => `email:${email}`, most: 100, sparesKnown: true };
const limits: readonly Limit[] = [ofPair, ofNetwork, ofAccount];

export interface Counter {
  readonly name: string;
  readonly most: number;
  readonly sparesKnown: boolean;
}

/**
 * Five attempts per account and network, so that an attacker elsewhere locks nobody out; a higher limit per network
 * over all accounts, and per account over all networks. Without a known address only the account counts.
 */
export function countersOf(email: string, ip: string | undefined): readonly Counter[] {
  const network = ip === undefined ? "unknown" : networkOf(ip);
  const counted = limits.filter((limit) => ip !== undefined || limit !== ofNetwork);
  return counted.map(({ name, most, sparesKnown }) => ({ name: name(email, network), most, sparesKnown }));
}

import { networkOf } from "#core/kernel/network.ts";

export const WINDOW_MS = 15 * 60_000;

/** What failed tries are counted by, and how many of each are free. */
interface Limit {
  readonly name: (email: string, network: string) => string;
  readonly most: number;
  /** Who has signed in from there of late is let through: a crowd of strangers must not shut the door on its owner. */
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
 * One account from one network has five tries, so that a stranger elsewhere locks nobody out; a network has some more
 * for all accounts together, an account for all networks. Where no address is known there is no network to count.
 */
export function countersOf(email: string, ip: string | undefined): readonly Counter[] {
  const network = ip === undefined ? "unknown" : networkOf(ip);
  const counted = limits.filter((limit) => ip !== undefined || limit !== ofNetwork);
  return counted.map(({ name, most, sparesKnown }) => ({ name: name(email, network), most, sparesKnown }));
}

/** Domains reserved for examples (RFC 2606, RFC 6761), used by the demo shop. */
export const isReserved = (email: string): boolean =>
  /(?:[@.](?:test|example|invalid|localhost)|[@.]example\.(?:com|net|org))$/i.test(email);

const FIRST_MS = 15_000;
const LONGEST_MS = 7_200_000;

/** Delay before the next attempt: exponential with up to 50 % jitter; twelve attempts take some six hours. */
export const retryDelayMs = (attempts: number, random: () => number = Math.random): number =>
  Math.min(LONGEST_MS, FIRST_MS * 2 ** attempts) * (0.5 + random() / 2);

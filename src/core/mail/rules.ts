/** Domains that exist in examples only (RFC 2606, RFC 6761), as all of the demo shop's do. */
export const isReserved = (email: string): boolean =>
  /(?:[@.](?:test|example|invalid|localhost)|[@.]example\.(?:com|net|org))$/i.test(email);

const FIRST_MS = 15_000;
const LONGEST_MS = 7_200_000;

/** How long after a try the next one is due: doubling, up to half of it less by chance; twelve tries take some six hours. */
export const retryDelayMs = (attempts: number, random: () => number = Math.random): number =>
  Math.min(LONGEST_MS, FIRST_MS * 2 ** attempts) * (0.5 + random() / 2);
